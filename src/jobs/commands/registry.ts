import { helpMessage } from '../../plan/message/command-messages.ts'
import { whoMay, type CommandDefinition } from './command.ts'
import { notAService } from './not-a-service.ts'
import { recheck } from './recheck.ts'
import { regenerateDocs } from './regenerate-docs.ts'
import { scaffold } from './scaffold.ts'

const help: CommandDefinition = {
  name: 'help',
  usage: '/help',
  allowed: 'anyone',
  who: whoMay.anyone,
  does: 'lists the commands',
  run: ({ context }) => Promise.resolve({ type: 'answer', body: helpMessage(commands, context.templates) }),
}

/** Every command, in the order in which `/help` lists them. */
export const commands: readonly CommandDefinition[] = [regenerateDocs, scaffold, recheck, notAService, help]
