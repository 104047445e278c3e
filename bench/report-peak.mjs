// Loaded into a measured process by NODE_OPTIONS: says on standard error how much memory it used at its peak.
process.on('exit', () =>
  process.stderr.write(`NUR_KEEPER_PEAK_MB=${Math.round(process.resourceUsage().maxRSS / 1024)}\n`),
)
