/**
 * Names that nixpkgs' `lib` has or had in recent years, by the set they are in; `top` is `lib` itself.
 * Facts, written by scripts/list-lib-names.ts.
 */
export const namesOfLib: Readonly<Record<string, string>> = {
  asserts: 'assertEachOneOf assertMsg assertOneOf checkAssertWarn',
  attrsets:
    'attrByPath attrNames attrVals attrValues attrsToList cartesianProduct cartesianProductOfSets catAttrs ' +
    'chooseDevOutputs collect concatMapAttrs dontRecurseIntoAttrs filterAttrs filterAttrsRecursive ' +
    "foldAttrs foldlAttrs genAttrs genAttrs' getAttr getAttrFromPath getAttrs getBin getDev getFirstOutput " +
    'getInclude getLib getMan getOutput getStatic hasAttr hasAttrByPath intersectAttrs isAttrs ' +
    "isDerivation listToAttrs longestValidPathPrefix mapAttrs mapAttrs' mapAttrsRecursive " +
    'mapAttrsRecursiveCond mapAttrsToList mapAttrsToListRecursive mapAttrsToListRecursiveCond ' +
    'mapCartesianProduct matchAttrs mergeAttrsList nameValuePair optionalAttrs overrideExisting ' +
    'recurseIntoAttrs recursiveUpdate recursiveUpdateUntil removeAttrs setAttrByPath showAttrPath ' +
    'toDerivation unionOfDisjoint updateManyAttrsByPath zip zipAttrs zipAttrsWith zipAttrsWithNames ' +
    'zipWithNames',
  cli:
    'toCommandLine toCommandLineGNU toCommandLineShell toCommandLineShellGNU toGNUCommandLine ' +
    'toGNUCommandLineShell',
  customisation:
    'callPackageWith callPackagesWith extendDerivation extendMkDerivation hydraJob makeOverridable ' +
    "makeScope makeScopeWithSplicing makeScopeWithSplicing' mapCrossIndex overrideDerivation " +
    'renameCrossIndexFrom renameCrossIndexTo',
  debug:
    'addErrorContext addErrorContextToAttrs attrNamesToStr runTests showVal testAllTrue throwTestFailures ' +
    'trace traceCall traceCall2 traceCall3 traceCallXml traceFnSeqN traceIf traceSeq traceSeqN ' +
    'traceShowVal traceShowValMarked traceVal traceValFn traceValIfNot traceValSeq traceValSeqFn ' +
    'traceValSeqN traceValSeqNFn traceXMLVal traceXMLValMarked unsafeGetAttrPos',
  derivations:
    'addDrvOutputDependencies lazyDerivation optionalDrvAttr unsafeDiscardOutputDependency ' +
    'warnOnInstantiate',
  fetchers: 'normalizeHash proxyImpureEnvVars withNormalizedHash',
  fileset:
    'difference empty fileFilter fromSource gitTracked gitTrackedWith intersection isFileset maybeMissing ' +
    'toList toSource trace traceVal union unions',
  filesystem:
    'baseNameOf dirOf hashFile haskellPathsInDir isPath listFilesRecursive locateDominatingFile ' +
    'packagesFromDirectoryRecursive pathIsDirectory pathIsRegularFile pathType readDir readFileType ' +
    'resolveDefaultNix',
  fixedPoints:
    "composeExtensions composeManyExtensions converge extends fix fix' makeExtensible " +
    'makeExtensibleWithCustomName toExtension',
  flakes: 'flakeRefToString parseFlakeRef',
  generators:
    'mkDconfKeyValue mkKeyValueDefault mkLuaInline mkValueStringDefault toDconfINI toDhall toGitINI toINI ' +
    'toINIWithGlobalSection toJSON toKeyValue toLua toPlist toPretty toYAML withRecursion',
  gvariant:
    'intConstructors isGVariant mkArray mkBoolean mkDictionaryEntry mkDouble mkEmptyArray mkInt16 mkInt32 ' +
    'mkInt64 mkJust mkMaybe mkNothing mkObjectpath mkString mkTuple mkUchar mkUint16 mkUint32 mkUint64 ' +
    'mkValue mkVariant type',
  kernel: 'freeform module no option unset whenHelpers yes',
  licenses:
    'AND OR PLUS WITH abstyles acsl14 activision adobeDisplayPostScript adobeUtopia afl20 afl21 afl3 agpl3 ' +
    'agpl3Only agpl3Plus aladdin amazonsl amd aml ampas aom apple-psl10 apple-psl20 apsl10 apsl20 arphicpl ' +
    'artistic1 artistic1-cl8 artistic2 asl11 asl20 asl20-llvm baekmuk beerware bitTorrent10 bitTorrent11 ' +
    'bitstreamCharter bitstreamVera blueOak100 boehmGC bola11 boost bsd0 bsd1 bsd2 bsd2Patent ' +
    'bsd2WithViews bsd3 bsd3ClauseTso bsd3Clear bsd3Lbnl bsd3Modification bsdAxisNoDisclaimerUnmodified ' +
    'bsdOriginal bsdOriginalShortened bsdOriginalUC bsdProtection bsdSourceCode bsl11 bzip2 cal10 caldera ' +
    'caossl capec cc-by-10 cc-by-20 cc-by-30 cc-by-40 cc-by-nc-30 cc-by-nc-40 cc-by-nc-nd-30 ' +
    'cc-by-nc-nd-40 cc-by-nc-sa-20 cc-by-nc-sa-25 cc-by-nc-sa-30 cc-by-nc-sa-40 cc-by-nd-30 cc-by-nd-40 ' +
    'cc-by-sa-10 cc-by-sa-20 cc-by-sa-25 cc-by-sa-30 cc-by-sa-40 cc-sa-10 cc0 cddl cecill-b cecill-c ' +
    'cecill20 cecill21 cfitsio clArtistic classpathException20 cnri-python cockroachdb-community-license ' +
    'commons-clause containsLicenses cpal10 cpl10 cronyx curl databricks databricks-dbx databricks-license ' +
    'dec3Clause doc docBookDtd drl10 dtoa eapl ecl20 efl10 efl20 elastic elastic20 enpl epl10 epl20 epson ' +
    'eupl11 eupl12 evaluateNamedProperty evaluateProperty fair fairsource09 fdl11 fdl11Only fdl11Plus ' +
    'fdl12 fdl12Only fdl12Plus fdl13 fdl13Only fdl13Plus ffsl fontException fraunhofer-fdk free fsl11Asl20 ' +
    'fsl11Mit ftl g4sl generaluser geogebra gfl gfsl giftware gnuplot gpl1 gpl1Only gpl1Plus gpl2 ' +
    'gpl2Classpath gpl2ClasspathPlus gpl2Only gpl2Oss gpl2Plus gpl2UBDLPlus gpl3 gpl3ClasspathPlus ' +
    'gpl3Only gpl3Plus hl3 hpnd hpndDec hpndDifferentDisclaimer hpndDoc hpndDocSell hpndSellVariant ' +
    'hpndSellVariantMitDisclaimerXserver hpndSellVariantSafetyClause hpndUc hyphenBulgarian iasl icu ijg ' +
    'imagemagick imlib2 info-zip inria-compcert inria-icesl inria-zelus intel-eula interbase ipa ipl10 ' +
    'isFree isRedistributable isc issl json knuth lal12 lal13 lens lgpl2 lgpl21 lgpl21Only lgpl21Plus ' +
    'lgpl2Only lgpl2Plus lgpl3 lgpl3Only lgpl3Plus lgpllr libpng libpng2 libssh2 libtiff liliq-p-11 ' +
    'llgpl21 llvm-exception lpl-102 lppl1 lppl12 lppl13a lppl13c lsof miros mit mit-cmu mit-enna mit-feh ' +
    'mit-modern mit0 mitAdvertising mitOpenGroup mpich2 mpl10 mpl11 mpl20 mplus mspl mulan-psl2 naist-2003 ' +
    'nasa13 ncbiPd ncsa ncul1 netboxLimitedUse ngpl nistSoftware nlpl nposl3 ntp nvidiaCuda ' +
    'nvidiaCudaRedist obsidian ocamlLgplLinkingException ocamlpro_nc odbl ofl oml openldap openssl opubl ' +
    'osl2 osl21 osl3 paratype parity70 php301 postgresql postman prosperity30 psfl publicDomain purdueBsd ' +
    'qhull qpl qwt qwtException radiance ruby sendmail sfl sgi-b-20 sgmlug sissl11 sleepycat smail smlnj ' +
    'sspl stk sudo sustainableUse tcltk tcpWrappers teamspeak tekHvcLicense toSPDX torque11 tost tsl ' +
    'ubdlException ucd ufl unfree unfreeRedistributable unfreeRedistributableFirmware unicode-30 ' +
    'unicode-dfs-2015 unicode-dfs-2016 unicodeTOU universalFOSSException-10 unlicense upl vim ' +
    'virtualbox-puel vol-sl vsl10 w3c w3c-19980720 wadalab watcom wtfpl wxWindows wxWindowsException31 x11 ' +
    'x11BsdClause x11NoPermitPersons xerox xfig xinetd xskat zlib zpl20 zpl21',
  lists:
    'all allUnique any commonPrefix compareLists concatAttrValues concatLists concatMap count crossLists ' +
    "drop dropEnd elem elemAt filter findFirst findFirstIndex findSingle flatten fold foldl foldl' foldr " +
    "forEach genList groupBy groupBy' hasPrefix head ifilter0 imap0 imap1 init intersectLists isList last " +
    'length listDfs map mutuallyExclusive naturalSort optional optionals partition range remove ' +
    'removePrefix replaceElemAt replicate reverseList singleton sort sortOn sublist subtractLists tail ' +
    'take takeEnd toList toposort unique uniqueStrings zipLists zipListsWith',
  meta:
    'addMetaAttrs appendToName availableOn cpeFullVersionWithVendor cpePatchVersionInUpdateWithVendor ' +
    "defaultPriority dontDistribute getExe getExe' getLicenseFromSpdxId getLicenseFromSpdxIdOr hiPrio " +
    'hiPrioSet licensesSpdx lowPrio lowPrioSet mapDerivationAttrset platformMatch setName setPrio ' +
    'tryCPEPatchVersionInUpdateWithVendor updateName',
  misc:
    'checkFlag checkReqs closePropagation closePropagationFast closePropagationSlow condConcat ' +
    'defaultMerge defaultMergeArg fakeHash fakeSha256 fakeSha512 foldArgs getValue ifEnable imap ' +
    'innerClosePropagation innerModifySumArgs lazyGenericClosure mapAttrsFlatten maybeAttr ' +
    'maybeAttrNullable maybeEnv mergeAttrBy mergeAttrByFunc mergeAttrsByFuncDefaults ' +
    'mergeAttrsByFuncDefaultsClean mergeAttrsConcatenateValues mergeAttrsNoOverride mergeAttrsWithFunc ' +
    'modifySumArgs nixType nvs setAttr setAttrMerge uniqList uniqListExt',
  modules:
    'applyIfFunction applyModuleArgsIfFunction collectModules defaultOrderPriority defaultOverridePriority ' +
    'defaultPriority dischargeProperties doRename evalModules evalOptionValue filterOverrides ' +
    "filterOverrides' fixMergeModules fixupOptionType importApply importJSON importTOML mapDefinitionValue " +
    "mergeAttrDefinitionsWithPrio mergeDefinitions mergeModules mergeModules' mergeOptionDecls mkAfter " +
    'mkAliasAndWrapDefinitions mkAliasAndWrapDefsWithPriority mkAliasDefinitions mkAliasIfDef ' +
    'mkAliasOptionModule mkAliasOptionModuleMD mkAssert mkBefore mkChangedOptionModule mkDefault ' +
    'mkDefinition mkDerivedConfig mkFixStrictness mkForce mkIf mkImageMediaOverride mkMerge ' +
    'mkMergedOptionModule mkOptionDefault mkOrder mkOverride mkRemovedOptionModule mkRenamedOptionModule ' +
    'mkRenamedOptionModuleWith mkStrict mkVMOverride pushDownProperties setDefaultModuleLocation ' +
    'sortProperties unifyModuleSyntax',
  network: 'ipv6',
  'network.ipv6': 'fromString mkEUI64Suffix',
  options:
    'getFiles getValues isOption literalCode literalDocBook literalExample literalExpression literalMD ' +
    'mdDoc mergeDefaultOption mergeEqualOption mergeOneOption mergeUniqueOption mkEnableOption mkOption ' +
    'mkPackageOption mkPackageOptionMD mkSinkUndeclaredOptions optionAttrSetToDocList ' +
    "optionAttrSetToDocList' renderOptionValue scrubOptionValue showDefs showFiles showOption " +
    'showOptionWithDefLocs unknownModule',
  path: 'append hasPrefix hasStorePathPrefix removePrefix splitRoot subpath',
  'path.subpath': 'components isValid join normalise',
  platforms:
    'aarch aarch64 all arc arm armv7 bigEndian cygwin darwin embedded freebsd genode gnu i686 illumos js ' +
    'linux littleEndian loongarch64 m68k mesaPlatforms microblaze mips mmix netbsd none openbsd or1k power ' +
    'redox riscv riscv32 riscv64 rx s390 s390x sh4 uefi unix vc4 wasi windows x86 x86_64',
  sourceTypes: 'binaryBytecode binaryFirmware binaryNativeCode fromSource obfuscatedCode',
  sources:
    'canCleanSource cleanSource cleanSourceFilter cleanSourceWith commitIdFromGitRepo filterSource ' +
    'pathHasContext pathIsDirectory pathIsGitRepo pathIsRegularFile pathType repoRevToName revOrTag ' +
    'shortRev sourceByGlobs sourceByRegex sourceFilesBySuffices trace urlToName',
  strings:
    'addContextFrom appendContext charToInt cmakeBool cmakeFeature cmakeOptionType commonPrefixLength ' +
    'commonSuffixLength compareVersions concatImapStrings concatImapStringsSep concatLines ' +
    'concatMapAttrsStringSep concatMapStrings concatMapStringsSep concatStrings concatStringsSep elem ' +
    'elemAt enableFeature enableFeatureAs escape escapeC escapeNixIdentifier escapeNixString escapeRegex ' +
    'escapeShellArg escapeShellArgs escapeURL escapeXML fileContents filter fixedWidthNumber ' +
    'fixedWidthString floatToString fromJSON genList getName getVersion hasInfix hasPrefix hasSuffix head ' +
    'intersperse isAttrs isCoercibleToString isConvertibleWithToString isInt isList isPath isStorePath ' +
    'isString isStringLike isValidPosixName join levenshtein levenshteinAtMost lowerChars makeBinPath ' +
    'makeIncludePath makeLibraryPath makeSearchPath makeSearchPathOutput match mesonBool mesonEnable ' +
    'mesonOption nameFromURL normalizePath optionalString parseDrvName readFile readPathsFromFile ' +
    'removePrefix removeSuffix replaceChars replaceString replaceStrings replicate sanitizeDerivationName ' +
    'split splitString splitStringBy storeDir stringAsChars stringLength stringToCharacters substring tail ' +
    'toCamelCase toInt toIntBase10 toJSON toLower toSentenceCase toShellVar toShellVars toUpper trim ' +
    'trimWith typeOf unsafeDiscardStringContext upperChars versionAtLeast versionOlder withFeature ' +
    'withFeatureAs',
  stringsWithDeps: 'fullDepEntry noDepEntry packEntry stringAfter textClosureList textClosureMap',
  systems:
    'architectures doubles elaborate equals examples flakeExposed functionNames inspect parse platforms ' +
    'supported systemToAttrs',
  'systems.doubles':
    'aarch aarch64 all arc arm armv7 bigEndian cygwin darwin embedded freebsd genode gnu i686 illumos js ' +
    'linux littleEndian loongarch64 m68k mesaPlatforms microblaze mips mmix netbsd none openbsd or1k power ' +
    'redox riscv riscv32 riscv64 rx s390 s390x sh4 uefi unix vc4 wasi windows x86 x86_64',
  'systems.examples':
    'aarch64-android aarch64-android-prebuilt aarch64-darwin aarch64-embedded aarch64-freebsd ' +
    'aarch64-multiplatform aarch64-multiplatform-musl aarch64-unknown-uefi aarch64-windows ' +
    'aarch64be-embedded amd64-netbsd arc arm-embedded arm-embedded-nano armhf-embedded ' +
    'armv5tel-multiplatform armv7a-android-prebuilt armv7l-hf-multiplatform avr ben-nanonote bluefield2 ' +
    'fuloongminipc ghcjs gnu32 gnu64 gnu64_simplekernel i686-embedded iphone32 iphone32-simulator iphone64 ' +
    'iphone64-simulator loongarch64-linux loongarch64-linux-embedded m68k microblaze-embedded ' +
    'mingw-msvcrt-i686 mingw-msvcrt-x86_64 mingw-ucrt-aarch64 mingw-ucrt-x86_64 mingw-ucrt-x86_64-llvm ' +
    'mingw32 mingwW64 mips-embedded mips-linux-gnu mips64-embedded mips64-linux-gnuabi64 ' +
    'mips64-linux-gnuabin32 mips64el-linux-gnuabi64 mips64el-linux-gnuabin32 mipsel-linux-gnu ' +
    'mipsisa32r6-linux-gnu mipsisa32r6el-linux-gnu mipsisa64r6-linux-gnuabi64 mipsisa64r6-linux-gnuabin32 ' +
    'mipsisa64r6el-linux-gnuabi64 mipsisa64r6el-linux-gnuabin32 mmix msp430 musl-power musl32 musl64 ' +
    'muslpi or1k pogoplug4 powernv ppc-embedded ppc32 ppc64 ppc64-elfv1 ppc64-elfv2 ppc64-musl ' +
    'ppcle-embedded raspberryPi remarkable1 remarkable2 riscv32 riscv32-embedded riscv64 riscv64-embedded ' +
    'riscv64-musl rx-embedded s390 s390x scaleway-c1 sh4 sheevaplug ucrt64 ucrtAarch64 vc4 wasi32 ' +
    'wasm32-unknown-none x86_64-cygwin x86_64-darwin x86_64-embedded x86_64-freebsd x86_64-netbsd ' +
    'x86_64-netbsd-llvm x86_64-openbsd x86_64-unknown-redox x86_64-unknown-uefi x86_64-windows',
  'systems.inspect': 'matchAnyAttrs patternLogicalAnd patterns platformPatterns predicates',
  'systems.parse':
    'abis cpuTypes darwinArch doubleFromSystem execFormats gnuNetBSDDefaultExecFormat isCompatible ' +
    'isSystem kernelFamilies kernelName kernels mkMuslSystem mkSkeletonFromList mkSystem ' +
    'mkSystemFromSkeleton mkSystemFromString significantBytes tripleFromSystem types vendors',
  top:
    '__unfix__ add addContextFrom addDrvOutputDependencies addErrorContext addErrorContextToAttrs ' +
    'addMetaAttrs all allUnique and any appendContext appendToName applyIfFunction ' +
    'applyModuleArgsIfFunction assertMsg assertOneOf asserts attrByPath attrNames attrNamesToStr attrVals ' +
    'attrValues attrsToList attrsets baseNameOf bitAnd bitNot bitOr bitXor boolToString boolToYesNo ' +
    'callPackageWith callPackagesWith canCleanSource cartesianProduct cartesianProductOfSets catAttrs ceil ' +
    'checkFlag checkListOfEnum checkReqs chooseDevOutputs cleanSource cleanSourceFilter cleanSourceWith ' +
    'cli closePropagation cmakeBool cmakeFeature cmakeOptionType collect commitIdFromGitRepo compare ' +
    'compareLists compareVersions composeExtensions composeManyExtensions concat concatAttrValues ' +
    'concatImapStrings concatImapStringsSep concatLines concatLists concatMap concatMapAttrs ' +
    'concatMapAttrsStringSep concatMapStrings concatMapStringsSep concatStrings concatStringsSep ' +
    'condConcat const converge convertHash count crossLists customisation debug deepSeq defaultFunctor ' +
    'defaultMerge defaultMergeArg defaultTo defaultTypeMerge derivations dirOf dischargeProperties div ' +
    'doRename dontDistribute dontRecurseIntoAttrs drop dropEnd elem elemAt enableFeature enableFeatureAs ' +
    'escape escapeRegex escapeShellArg escapeShellArgs escapeURL escapeXML evalModules evalOptionValue ' +
    'extend extendDerivation extendMkDerivation extends fakeHash fakeSha256 fakeSha512 fetchers ' +
    'fileContents fileset filesystem filter filterAttrs filterAttrsRecursive filterOverrides filterSource ' +
    "findFirst findSingle fix fix' fixMergeModules fixedPoints fixedWidthNumber fixedWidthString " +
    "fixupOptionType flakeRefToString flakes flatten flip floor fold foldArgs foldAttrs foldl foldl' " +
    "foldlAttrs foldr forEach fromHexString fromJSON fromTOML fullDepEntry functionArgs genAttrs genAttrs' " +
    'genList generators genericClosure getAttr getAttrFromPath getAttrs getBin getContext getDev getExe ' +
    "getExe' getFiles getFirstOutput getInclude getLib getLicenseFromSpdxId getLicenseFromSpdxIdOr getMan " +
    "getName getOutput getStatic getValue getValues getVersion groupBy groupBy' gvariant hasAttr " +
    'hasAttrByPath hasContext hasInfix hasPrefix hasSuffix hashFile hashString head hiPrio hiPrioSet ' +
    'hydraJob id ifEnable ifilter0 imap imap0 imap1 importJSON importTOML inNixShell inPureEvalMode info ' +
    'init innerClosePropagation innerModifySumArgs intersectAttrs intersectLists intersperse isAttrs ' +
    'isBool isDerivation isFloat isFunction isInOldestRelease isInt isList isOption isOptionType isPath ' +
    'isStorePath isString isStringLike isType isValidPosixName join kernel last lazyDerivation ' +
    'lazyGenericClosure length lessThan licenses licensesSpdx listDfs listToAttrs lists literalDocBook ' +
    'literalExample literalExpression literalMD lowPrio lowPrioSet lowerChars maintainers makeBinPath ' +
    'makeExtensible makeExtensibleWithCustomName makeIncludePath makeLibraryPath makeOverridable makeScope ' +
    "makeScopeWithSplicing makeScopeWithSplicing' makeSearchPath makeSearchPathOutput map mapAttrs " +
    "mapAttrs' mapAttrsFlatten mapAttrsRecursive mapAttrsRecursiveCond mapAttrsToList " +
    'mapAttrsToListRecursive mapAttrsToListRecursiveCond mapCartesianProduct mapCrossIndex ' +
    'mapDerivationAttrset mapNullable match matchAttrs max maybeAttr maybeAttrNullable maybeEnv mdDoc ' +
    'mergeAttrBy mergeAttrByFunc mergeAttrs mergeAttrsByFuncDefaults mergeAttrsByFuncDefaultsClean ' +
    'mergeAttrsConcatenateValues mergeAttrsList mergeAttrsNoOverride mergeAttrsWithFunc mergeDefaultOption ' +
    "mergeDefinitions mergeEqualOption mergeModules mergeModules' mergeOneOption mergeOptionDecls " +
    'mergeUniqueOption mesonBool mesonEnable mesonOption meta min mirrorFunctionArgs misc mkAfter ' +
    'mkAliasAndWrapDefinitions mkAliasDefinitions mkAliasOptionModule mkAliasOptionModuleMD mkAssert ' +
    'mkBefore mkChangedOptionModule mkDefault mkDefinition mkDerivedConfig mkEUI64Suffix mkEnableOption ' +
    'mkFixStrictness mkForce mkIf mkImageMediaOverride mkLuaInline mkMerge mkMergedOptionModule mkOption ' +
    'mkOptionDefault mkOptionType mkOrder mkOverride mkPackageOption mkPackageOptionMD ' +
    'mkRemovedOptionModule mkRenamedOptionModule mkRenamedOptionModuleWith mkSinkUndeclaredOptions ' +
    'mkStrict mkVMOverride mod modifySumArgs modules mul mutuallyExclusive nameFromURL nameValuePair ' +
    'naturalSort network nixType nixpkgsVersion noDepEntry nvs oldestSupportedReleaseIsAtLeast ' +
    "optionAttrSetToDocList optionAttrSetToDocList' optional optionalAttrs optionalDrvAttr optionalString " +
    'optionals options or overrideDerivation overrideExisting packEntry packagesFromDirectoryRecursive ' +
    'parseDrvName parseFlakeRef partition path pathExists pathHasContext pathIsDirectory pathIsGitRepo ' +
    'pathIsRegularFile pathType pipe placeholder platforms pushDownProperties range readDir readFile ' +
    'readFileType readPathsFromFile recurseIntoAttrs recursiveUpdate recursiveUpdateUntil remove ' +
    'removeAttrs removePrefix removeSuffix renameCrossIndexFrom renameCrossIndexTo replaceChars ' +
    'replaceElemAt replaceString replaceStrings replicate repoRevToName revOrTag reverseList runTests ' +
    'scrubOptionValue seq setAttr setAttrByPath setAttrMerge setDefaultModuleLocation setFunctionArgs ' +
    'setName setPrio setType showAttrPath showFiles showOption showOptionWithDefLocs showVal showWarnings ' +
    'singleton sort sortOn sortProperties sourceByRegex sourceFilesBySuffices sourceTypes sources split ' +
    'splitByAndCompare splitString splitStringBy splitVersion stringAfter stringAsChars stringLength ' +
    'stringToCharacters strings stringsWithDeps sub sublist substring subtractLists systems tail take ' +
    'takeEnd teams testAllTrue textClosureList textClosureMap throwIf throwIfNot toBaseDigits toCamelCase ' +
    'toDerivation toExtension toFile toFunction toHexString toInt toIntBase10 toJSON toList toLower ' +
    'toSentenceCase toShellVar toShellVars toString toUpper toXML toposort trace traceCall traceCall2 ' +
    'traceCall3 traceCallXml traceFnSeqN traceIf traceSeq traceSeqN traceShowVal traceShowValMarked ' +
    'traceVal traceValFn traceValIfNot traceValSeq traceValSeqFn traceValSeqN traceValSeqNFn traceXMLVal ' +
    'traceXMLValMarked trim trimWith trivial tryEval typeOf types unifyModuleSyntax uniqList uniqListExt ' +
    'unique uniqueStrings unknownModule unsafeDiscardOutputDependency unsafeDiscardStringContext ' +
    'unsafeGetAttrPos updateManyAttrsByPath updateName upperChars version versionAtLeast versionOlder ' +
    'versions warn warnIf warnIfNot warnOnInstantiate withFeature withFeatureAs xor zip zipAttrs ' +
    'zipAttrsWith zipAttrsWithNames zipLists zipListsWith zipWithNames',
  trivial:
    'add and bitAnd bitNot bitOr bitXor boolToString boolToYesNo ceil checkListOfEnum codeName compare ' +
    'concat const deepSeq defaultTo div flip floor fromHexString functionArgs genericClosure id importJSON ' +
    'importTOML inNixShell inPureEvalMode info isBool isFloat isFunction isInOldestRelease isInt lessThan ' +
    'mapNullable max mergeAttrs min mirrorFunctionArgs mod mul nixpkgsVersion oldestSupportedRelease ' +
    'oldestSupportedReleaseIsAtLeast or pathExists pipe readFile release revisionWithDefault seq ' +
    'setFunctionArgs showWarnings splitByAndCompare sub throwIf throwIfNot toBaseDigits toFunction ' +
    'toHexString version versionSuffix warn warnIf warnIfNot xor',
  types:
    '__attrsFailEvaluation addCheck anything attrListOf attrListWith attrTag attrs attrsOf attrsWith bool ' +
    'boolByOr coercedTo commas defaultFunctor defaultTypeMerge deferredModule deferredModuleWith either ' +
    'enum envVar externalPath fileset float functionTo int ints isOptionType isType json lazyAttrsOf lines ' +
    'listOf loaOf luaInline mergeTypes mkOptionType noCheckForDocsModule nonEmptyListOf nonEmptyStr nullOr ' +
    'number numbers oneOf optionDeclaration optionDescriptionPhrase optionSet optionType package ' +
    'passwdEntry path pathInStore pathWith pkgs port raw separatedString serializableValueWith setType ' +
    'shellPackage singleLineStr str strMatching string submodule submoduleWith toml types uniq unique ' +
    'unspecified',
  'types.ints': 'between positive s16 s32 s8 u16 u32 u8 unsigned',
  'types.numbers': 'between nonnegative positive',
  versions: 'compareVersions major majorMinor minor pad patch splitVersion',
}
