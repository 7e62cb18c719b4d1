// The catalogue of user-visible text, in GNU make 4.4.1's exact words (manual, appendix "Error Messages").
// fmt format strings, grouped by the layer that prints them. Prefixes ("make: ", "FILE:LINE: ", "*** ",
// ".  Stop.") are added by Diagnostics and are not repeated here.
#pragma once

namespace umake::msg {

// --- parser: reading makefiles -----------------------------------------------------------------------

inline constexpr auto kSkippingMark = "Skipping UTF-8 BOM in makefile '{}'\n";
inline constexpr auto kReadingMakefile = "Reading makefile '{}'{}{}{}{}...\n";
inline constexpr auto kExtraneousText = "extraneous text after '{}' directive";
inline constexpr auto kExtraneousDirective = "extraneous '{}'";
inline constexpr auto kSecondElse = "only one 'else' per conditional";
inline constexpr auto kInvalidConditional = "invalid syntax in conditional";
inline constexpr auto kMissingEndif = "missing 'endif'";
inline constexpr auto kMissingEndef = "missing 'endef', unterminated 'define'";
inline constexpr auto kNulSeen = "warning: NUL character seen; rest of line ignored";
inline constexpr auto kEmptyVariableName = "empty variable name";
inline constexpr auto kRecipeFirst = "recipe commences before first target";
inline constexpr auto kMissingRule = "missing rule before recipe";
inline constexpr auto kMissingSeparator = "missing separator";
inline constexpr auto kMissingSeparatorTab =
    "missing separator (did you mean TAB instead of 8 spaces?)";
inline constexpr auto kMissingSeparatorIfeq =
    "missing separator (ifeq/ifneq must be followed by whitespace)";
inline constexpr auto kMissingTargetPattern = "missing target pattern";
inline constexpr auto kMultipleTargetPatterns = "multiple target patterns";
inline constexpr auto kTargetPatternNoPercent = "target pattern contains no '%'";
inline constexpr auto kMixedStaticPattern = "mixed implicit and static pattern rules";
inline constexpr auto kMixedRules = "mixed implicit and normal rules";
inline constexpr auto kMixedRulesDeprecated =
    "*** mixed implicit and normal rules: deprecated syntax";
inline constexpr auto kPatternMismatch = "target '{}' doesn't match the target pattern";
inline constexpr auto kBothColons = "target file '{}' has both : and :: entries";
inline constexpr auto kTargetTwice = "target '{}' given more than once in the same rule";
inline constexpr auto kOverridingRecipe = "warning: overriding recipe for target '{}'";
inline constexpr auto kIgnoringRecipe = "warning: ignoring old recipe for target '{}'";
inline constexpr auto kOverridingGroup = "warning: overriding group membership for target '{}'";
inline constexpr auto kPrerequisitesInRecipe = "prerequisites cannot be defined in recipes";
inline constexpr auto kGroupedNoRecipe = "grouped targets must provide a recipe";
inline constexpr auto kShuffleEnabled = "Enabled shuffle mode: {}\n";
inline constexpr auto kSuffixPrerequisites =
    "warning: ignoring prerequisites on suffix rule definition";
inline constexpr auto kWaitPrerequisites = ".WAIT should not have prerequisites";
inline constexpr auto kWaitCommands = ".WAIT should not have commands";
inline constexpr auto kBothSpecial = "{} cannot be both .NOTINTERMEDIATE and {}";
inline constexpr auto kNoIntermediatesAndSecondary =
    ".NOTINTERMEDIATE and .SECONDARY are mutually exclusive";
inline constexpr auto kManyDefaultGoals = ".DEFAULT_GOAL contains more than one target";
inline constexpr auto kLoadUnsupported =
    "The 'load' operation is not supported on this platform";
inline constexpr auto kLoadEmptySymbol = "Empty symbol name for load: {}";
inline constexpr auto kLoadFailed = "{}: failed to load";
inline constexpr auto kLoadNotGpl = "Loaded object {} is not declared to be GPL compatible";
inline constexpr auto kLoadNoSymbol = "Failed to load symbol {} from {}: {}";
inline constexpr auto kLoadingSymbol = "Loading symbol {} from {}\n";
inline constexpr auto kLoadedObject = "Loaded shared object {}\n";
inline constexpr auto kUnloadingObject = "Unloading shared object {}\n";
inline constexpr auto kFunctionNameEmpty = "Empty function name";
inline constexpr auto kFunctionNameInvalid = "Invalid function name: {}";
inline constexpr auto kFunctionNameLong = "Function name too long: {}";
inline constexpr auto kFunctionMinimum = "Invalid minimum argument count ({}) for function {}";
inline constexpr auto kFunctionMaximum = "Invalid maximum argument count ({}) for function {}";
// umake's own: GNU make crashes.
inline constexpr auto kFunctionBuiltIn = "Function {} is built in and can't be replaced";
inline constexpr auto kGuileMissing = "the module for the guile function can't be opened: {}";
inline constexpr auto kFunctionUnloaded =
    "Function {} can't be called while its object {} is being remade";
inline constexpr auto kFileError = "{}: {}";

// --- parser: expansion and functions -----------------------------------------------------------------

inline constexpr auto kUnterminatedReference = "unterminated variable reference";
inline constexpr auto kUnterminatedCall = "unterminated call to function '{}': missing '{}'";
inline constexpr auto kInsufficientArguments =
    "insufficient number of arguments ({}) to function '{}'";
inline constexpr auto kRecursiveVariable =
    "Recursive variable '{}' references itself (eventually)";
inline constexpr auto kUndefinedVariable = "warning: undefined variable '{}'";
inline constexpr auto kWordNotPositive = "first argument to 'word' function must be greater than 0";
// {}: "invalid first argument to 'word' function" and its like.
inline constexpr auto kNumberEmpty = "{}: empty value";
inline constexpr auto kNumberInvalid = "{}: '{}'";
inline constexpr auto kNumberOutOfRange = "{}: '{}' out of range";
inline constexpr auto kInvalidWord = "invalid first argument to 'word' function";
inline constexpr auto kInvalidWordlistFirst = "invalid first argument to 'wordlist' function";
inline constexpr auto kInvalidWordlistSecond = "invalid second argument to 'wordlist' function";
inline constexpr auto kIntcmpFirst = "non-numeric first argument to 'intcmp' function";
inline constexpr auto kIntcmpSecond = "non-numeric second argument to 'intcmp' function";
inline constexpr auto kFileMissingName = "file: missing filename";
inline constexpr auto kFileInvalidOperation = "file: invalid file operation: {}";
inline constexpr auto kFileTooManyArguments = "file: too many arguments";
inline constexpr auto kFileOpenFailed = "open: {}: {}";
inline constexpr auto kFileReadFailed = "read: {}: {}";

// --- graph: rules and targets ------------------------------------------------------------------------

// --- runtime: walking the graph ----------------------------------------------------------------------
inline constexpr char kNoRule[] = "No rule to make target '{}'";
inline constexpr char kNoRuleNeededBy[] = "No rule to make target '{}', needed by '{}'";
inline constexpr char kNotRemade[] = "Target '{}' not remade because of errors.";
inline constexpr char kNothingToBeDone[] = "Nothing to be done for '{}'.";
inline constexpr char kUpToDate[] = "'{}' is up to date.";
inline constexpr char kCircular[] = "Circular {} <- {} dependency dropped.";
inline constexpr char kLowResolution[] =
    "*** Warning: .LOW_RESOLUTION_TIME file '{}' has a high resolution time stamp";
inline constexpr char kNoMakefile[] = "No targets specified and no makefile found";
inline constexpr char kNoTargets[] = "No targets";
inline constexpr char kStdinTwice[] = "Makefile from standard input specified twice";
inline constexpr char kStdinNotStored[] = "cannot store makefile from stdin to a temporary file";
inline constexpr char kStdinWriteFailed[] = "fwrite: {}: {}";
inline constexpr char kLibPattern[] = ".LIBPATTERNS element '{}' is not a pattern";
inline constexpr char kMergedRecipe[] = "Recipe was specified for file '{}' at {}:{},";
inline constexpr char kMergedImplicit[] = "Recipe for file '{}' was found by implicit rule search,";
inline constexpr char kMergedSame[] = "but '{}' is now considered the same file as '{}'.";
inline constexpr char kMergedIgnored[] = "Recipe for '{}' will be ignored in favor of the one for '{}'.";
inline constexpr char kReExecuting[] = "Re-executing[{}]:{}\n";
inline constexpr char kClockSkew[] = "warning:  Clock skew detected.  Your build may be incomplete.";
inline constexpr char kDeletingIntermediate[] = "*** Deleting intermediate file '{}'";
inline constexpr char kMakefileNotRemade[] = "Failed to remake makefile '{}'.";
inline constexpr char kIncludedMakefileNotFound[] = "Included makefile '{}' was not found.";
inline constexpr char kMakefileNotFound[] = "Makefile '{}' was not found";
inline constexpr char kPeerNotUpdated[] = "warning: pattern recipe did not update peer target '{}'.";

// --- runtime: running recipes ------------------------------------------------------------------------
// Failure of a recipe line: place, target, status. After "make: ", ignored ones without "*** ".
inline constexpr char kRecipeError[] = "{}[{}: {}] Error {}{}";
inline constexpr char kRecipeSignal[] = "{}[{}: {}] {}{}{}";
inline constexpr char kFailedMark[] = "*** ";
inline constexpr char kIgnoredMark[] = " (ignored)";
inline constexpr char kCoreDumped[] = " (core dumped)";
inline constexpr char kBuiltinPlace[] = "<builtin>";
inline constexpr char kWaiting[] = "*** Waiting for unfinished jobs....";
inline constexpr char kDeleting[] = "*** Deleting file '{}'";
inline constexpr char kDeletingFor[] = "*** [{}] Deleting file '{}'";
inline constexpr char kArchiveBogus[] = "*** Archive member '{}' may be bogus; not deleted";
inline constexpr char kArchiveBogusFor[] = "*** [{}] Archive member '{}' may be bogus; not deleted";
inline constexpr char kUnlinkFailed[] = "unlink: {}: {}";
inline constexpr char kCannotRun[] = "{}: {}";  // program, strerror
inline constexpr char kTrace[] = "{}: update target '{}' due to: {}";
inline constexpr char kTraceMissing[] = "target does not exist";
inline constexpr char kTracePhony[] = "target is .PHONY";
inline constexpr char kTraceUnknown[] = "unknown reasons";
// --explain: in place of kTraceUnknown and its like where content decides.
inline constexpr char kWhyInProgress[] = "an earlier run was killed while it made it";
inline constexpr auto kWhyChanged = "'{}' has changed";
inline constexpr auto kWhyRemade = "the recipe of '{}' has run since";
inline constexpr auto kWhyNewer = "'{}' is newer, and was no prerequisite before";
inline constexpr char kWhyAskedFor[] = "it was asked for";
inline constexpr char kWhyRecipe[] = "its recipe has changed";
// And why a result is not kept, so that the recipe will run again.
inline constexpr auto kResultUnkept = "{}: what the recipe of '{}' made is not kept: {}";
inline constexpr auto kUnkeptNetwork = "it used the network";
inline constexpr auto kUnkeptDevice = "it opened a device, a pipe or a socket";
inline constexpr auto kUnkeptUnseen = "it did what can't be followed, such as tracing a process";
inline constexpr auto kUnkeptUnreadable = "a name that it used could not be read";
inline constexpr auto kUnkeptOutlived = "a process of it still runs";
inline constexpr auto kUnkeptOwner = "it gave a file another owner, or an attribute";
inline constexpr auto kUnkeptClock = "it asked for the time";
inline constexpr char kTouch[] = "touch {}";
inline constexpr char kTouchFailed[] = "touch: open: {}: {}";
inline constexpr char kTouchNoArchive[] = "touch: Archive '{}' does not exist";
inline constexpr char kTouchBadArchive[] = "touch: '{}' is not a valid archive";
inline constexpr char kTouchNoMember[] = "touch: Member '{}' does not exist in '{}'";
inline constexpr char kTouchBadMember[] = "touch: Bad return code from ar_member_touch on '{}'";
// The jobserver and the load limit.
inline constexpr char kJobserverUnavailable[] =
    "warning: jobserver unavailable: using -j1.  Add '+' to parent make rule.";
inline constexpr char kJobserverReset[] = "warning: -j{} forced in submake: resetting jobserver mode.";
inline constexpr char kJobserverInvalid[] = "invalid --jobserver-auth string '{}'";
inline constexpr char kJobserverCannotOpen[] = "cannot open jobserver {}: {}";
inline constexpr char kJobserverMkfifo[] = "jobserver mkfifo: {}: {}";
inline constexpr char kJobserverPipe[] = "creating jobs pipe: {}";
inline constexpr char kJobserverUnknownStyle[] = "unknown jobserver auth style '{}'";  // fatal
inline constexpr char kLoadUnavailable[] = "cannot enforce load limits on this operating system";
// Output and temporary files.
inline constexpr char kCommentMark[] = "# ";
inline constexpr char kEntering[] = "{}: Entering directory '{}'\n";
inline constexpr char kLeaving[] = "{}: Leaving directory '{}'\n";
inline constexpr char kEnteringUnknown[] = "{}: Entering an unknown directory\n";
inline constexpr char kLeavingUnknown[] = "{}: Leaving an unknown directory\n";
inline constexpr char kWriteError[] = "write error: stdout";
inline constexpr char kSyncSuppressed[] = "cannot open output-sync lock file, suppressing output-sync.";
inline constexpr char kSyncMutexInvalid[] = "invalid --sync-mutex string '{}'";
inline constexpr char kSyncMutexCannotOpen[] = "cannot open output sync mutex {}: {}";  // fatal
inline constexpr char kTemporaryDirectoryInvalid[] = "{} value {}: {}";
inline constexpr char kTemporaryDirectoryDefault[] = "using default temporary directory '{}'";
inline constexpr char kTemporaryFileFailed[] = "cannot create temporary file {}: {}";

// --- runtime: freshness state (umake's own words) ------------------------------------------------------

inline constexpr auto kStateForeign =
    "umake: warning: '{}' belongs to another user, so nothing is remembered there and files are "
    "judged by their times; set UMAKE_CACHE_DIR to a directory of your own\n";
inline constexpr auto kStateLoose =
    "umake: warning: others may write to '{}', so nothing is remembered there and files are judged "
    "by their times; run 'chmod go-w {}' or set UMAKE_CACHE_DIR\n";
inline constexpr auto kStateLocked =
    "umake: warning: '{}' has been locked by another process for too long, so what this build did "
    "is not remembered; end that process or set UMAKE_CACHE_DIR\n";
inline constexpr auto kStateUnusable =
    "umake: warning: '{}': {}: nothing is remembered there and files are judged by their times; "
    "mend it or set UMAKE_CACHE_DIR to a writable directory\n";
inline constexpr auto kStateDamaged =
    "umake: warning: '{}' is damaged: what it remembered is lost and files are judged by their "
    "times this once; nothing needs doing, it is written anew\n";

// --- runtime: the action cache (umake's own words) -----------------------------------------------------

inline constexpr auto kCacheForeign =
    "umake: warning: '{}' belongs to another user, so the action cache is off; set UMAKE_CACHE_DIR "
    "to a directory of your own\n";
inline constexpr auto kCacheLoose =
    "umake: warning: others may write to '{}', so the action cache is off; run 'chmod go-w {}' or "
    "set UMAKE_CACHE_DIR\n";
inline constexpr auto kCacheLocked =
    "umake: warning: '{}' has been locked by another process for too long, so the action cache is "
    "off for the rest of this build\n";
inline constexpr auto kCacheUnusable =
    "umake: warning: '{}': {}: the action cache is off for the rest of this build\n";
inline constexpr auto kCacheDamaged =
    "umake: warning: '{}' was damaged and has been dropped from the action cache; nothing needs "
    "doing, 'umake --cache=verify' checks the rest\n";

// --cache=...
inline constexpr char kCacheDirectory[] = "action cache in {}\n";
inline constexpr char kCacheSize[] = "size:       {} of {}\n";
inline constexpr char kCacheNoLimit[] = "no limit";
inline constexpr char kCacheEntries[] = "results:    {}, {}\n";
inline constexpr char kCacheBlobs[] = "contents:   {}, {}\n";
inline constexpr char kCacheHits[] = "hits:       {} ({} %)\n";
inline constexpr char kCacheMisses[] =
    "misses:     {}: {} new recipes, {} changed inputs, {} damaged or trimmed, {} not restored\n";
inline constexpr char kCacheStored[] = "stored:     {} results, {}\n";
inline constexpr char kCacheShell[] = "$(shell):   {} given again, {} stored\n";
inline constexpr char kCacheRestored[] = "restored:   {}\n";
inline constexpr char kCacheSaved[] = "time saved: {}\n";
inline constexpr char kCacheSince[] = "since:      {}\n";
inline constexpr char kCacheHealthy[] = "health:     good\n";
inline constexpr char kCacheLeftovers[] =
    "health:     {} files left by killed umakes; 'umake --cache=gc' removes them\n";
inline constexpr char kCacheForeignFiles[] =
    "health:     {} files that are none of umake's; 'umake --cache=clean' removes them\n";
inline constexpr char kCacheBadStatistics[] =
    "health:     the statistics are damaged; the next build starts new ones\n";
inline constexpr char kCacheNotRemoved[] = "{} files could not be removed\n";
inline constexpr char kCacheCleaned[] = "removed all {} files, {}\n";
inline constexpr char kCacheCollected[] =
    "removed {} files that were used longest ago or left over, {} results without contents and {} "
    "contents without results: {}; {} of {} are left\n";
inline constexpr char kCacheBadEntry[] = "{}: {} results were damaged: removed\n";
inline constexpr char kCacheBadBlob[] = "{}: the content was damaged: removed\n";
inline constexpr char kCacheVerified[] = "read {} results and {} contents, {}\n";
inline constexpr char kCacheAllGood[] = "nothing is damaged\n";
inline constexpr char kCacheDropped[] =
    "removed {} damaged results and {} damaged contents; their recipes run again when needed\n";
inline constexpr char kCacheNone[] = "no action cache in {} yet\n";
inline constexpr char kCacheNowhere[] =
    "umake: there is no place for a cache: set UMAKE_CACHE_DIR or HOME\n";

// --- the printed data base (-p) ----------------------------------------------------------------------

inline constexpr char kDataBaseBegin[] = "\n# Make data base, printed on {}\n";
inline constexpr char kDataBaseEnd[] = "\n# Finished Make data base on {}\n\n";
inline constexpr char kVariablesHeading[] = "\n# Variables\n\n";
inline constexpr char kAutomaticOrigin[] = "# automatic\n# ";
inline constexpr char kVariableOrigin[] = "# {}{}";
inline constexpr char kVariablePrivate[] = " private";
inline constexpr char kVariableWhere[] = " (from '{}', line {})";
inline constexpr char kVariableSetStatistics[] = "# variable set hash-table stats:\n";
inline constexpr char kHashStatistics[] = "# Load={}/{}={}%, Rehash={}, Collisions=0/{}=0%";
inline constexpr char kPatternVariablesHeading[] = "\n# Pattern-specific Variable Values\n";
inline constexpr char kNoPatternVariables[] = "\n# No pattern-specific variable values.\n";
inline constexpr char kPatternVariables[] = "\n# {} pattern-specific variable values";
inline constexpr char kDirectoriesHeading[] = "\n# Directories\n\n";
inline constexpr char kDirectoryMissing[] = "# {}: could not be stat'd.\n";
inline constexpr char kDirectory[] = "# {} (device {}, inode {}): {} files, {} impossibilities.\n";
inline constexpr char kDirectories[] = "\n# {} files, {} impossibilities in {} directories.\n";
inline constexpr char kImplicitHeading[] = "\n# Implicit Rules\n";
inline constexpr char kNoImplicitRules[] = "\n# No implicit rules.\n";
inline constexpr char kImplicitRules[] = "\n# {} implicit rules, {} ({:.1f}%) terminal.";
inline constexpr char kRecipeBuiltin[] = "#  recipe to execute (built-in):\n";
inline constexpr char kRecipeFrom[] = "#  recipe to execute (from '{}', line {}):\n";
inline constexpr char kFilesHeading[] = "\n# Files\n";
inline constexpr char kNotTarget[] = "# Not a target:\n";
inline constexpr char kFilePrecious[] = "#  Precious file (prerequisite of .PRECIOUS).\n";
inline constexpr char kFilePhony[] = "#  Phony target (prerequisite of .PHONY).\n";
inline constexpr char kFileGoal[] = "#  Command line target.\n";
inline constexpr char kFileDontCare[] = "#  A default, MAKEFILES, or -include/sinclude makefile.\n";
inline constexpr char kFileBuiltin[] = "#  Builtin rule\n";
inline constexpr char kImplicitDone[] = "#  Implicit rule search has been done.\n";
inline constexpr char kImplicitNotDone[] = "#  Implicit rule search has not been done.\n";
inline constexpr char kFileStem[] = "#  Implicit/static pattern stem: '{}'\n";
inline constexpr char kFileIntermediate[] = "#  File is an intermediate prerequisite.\n";
inline constexpr char kFileSecondary[] = "#  File is secondary (prerequisite of .SECONDARY).\n";
inline constexpr char kFileAlsoMakes[] = "#  Also makes:";
inline constexpr char kTimeUnknown[] = "#  Modification time never checked.\n";
inline constexpr char kTimeMissing[] = "#  File does not exist.\n";
inline constexpr char kTimeOld[] = "#  File is very old.\n";
inline constexpr char kTimeModified[] = "#  Last modified {}\n";
inline constexpr char kFileUpdated[] = "#  File has been updated.\n";
inline constexpr char kFileNotUpdated[] = "#  File has not been updated.\n";
inline constexpr char kFileRunning[] = "#  Recipe currently running (THIS IS A BUG).\n";
inline constexpr char kFileDependenciesRunning[] =
    "#  Dependencies recipe running (THIS IS A BUG).\n";
inline constexpr char kFileSucceeded[] = "#  Successfully updated.\n";
inline constexpr char kFileQuestion[] = "#  Needs to be updated (-q is set).\n";
inline constexpr char kFileFailed[] = "#  Failed to be updated.\n";
inline constexpr char kFilesStatistics[] = "\n# files hash-table stats:\n";
inline constexpr char kVpathHeading[] = "\n# VPATH Search Paths\n\n";
inline constexpr char kNoVpath[] = "# No 'vpath' search paths.\n";
inline constexpr char kVpaths[] = "\n# {} 'vpath' search paths.\n";
inline constexpr char kNoGeneralVpath[] = "\n# No general ('VPATH' variable) search path.\n";
inline constexpr char kGeneralVpath[] = "\n# General ('VPATH' variable) search path:\n# {}\n";

// --- options -----------------------------------------------------------------------------------------

// As getopt_long(3) words them; Diagnostics is not there yet, so the prefixes are added by src/options.cc.
inline constexpr auto kInvalidOption = "invalid option -- '{}'";
inline constexpr auto kOptionNeedsArgument = "option requires an argument -- '{}'";
inline constexpr auto kUnrecognizedOption = "unrecognized option '--{}'";
inline constexpr auto kAmbiguousOption = "option '--{}' is ambiguous; possibilities:{}";
inline constexpr auto kOptionTakesNoArgument = "option '--{}' doesn't allow an argument";
inline constexpr auto kLongOptionNeedsArgument = "option '--{}' requires an argument";
inline constexpr auto kPositiveInteger = "the '-{}' option requires a positive integer argument";
inline constexpr auto kNonEmptyString = "the '{}' option requires a non-empty string argument";
inline constexpr auto kUnknownDebug = "unknown debug level specification '{}'";
inline constexpr auto kUnknownSync = "unknown output-sync type '{}'";
inline constexpr auto kInvalidShuffle = "invalid shuffle mode: Invalid value: '{}'";
inline constexpr auto kUnknownJobserverStyle = "unknown jobserver auth style '{}'";
// umake's own.
inline constexpr auto kUnknownMode = "unknown mode '{}' from {}: it is standard, fast or ultra";
inline constexpr auto kBadJobs = "bad number of jobs '{}' from {}: it is a positive number or auto";
inline constexpr auto kUnknownCacheCommand =
    "unknown cache command '{}': it is status, clean, gc or verify";
inline constexpr auto kNotDeterministic =
    "the recipe of '{}' made '{}' other than before, from the same inputs";
inline constexpr auto kShellNotDeterministic =
    "$(shell {}): it printed something else than before, from the same inputs";
inline constexpr auto kRerunSummary =
    "{} results of recipes compared with the cache, {} files differ";
inline constexpr auto kBadCacheSize =
    "bad cache size '{}' from {}: it is a number, with K, M, G or T behind it or not";
inline constexpr auto kNoRealMake =
    "UMAKE_DISABLE is set, but there is no other make on PATH: name one in UMAKE_FALLBACK";
inline constexpr auto kBadFallback =
    "UMAKE_DISABLE is set, but UMAKE_FALLBACK='{}' is no other program that can be run";
inline constexpr auto kFallbackFailed = "UMAKE_DISABLE is set, but {} can't be run: {}";
inline constexpr auto kUltraMeans = "{} builds '{}'";
inline constexpr auto kUltraMeansBoth = "{} builds '{}', then '{}'";
inline constexpr auto kInUltraMode = ", in ultra mode";
inline constexpr char kAuditInput[] = "'{}' reads '{}', which is no prerequisite of it";
inline constexpr char kAuditEdge[] =
    "'{}' reads '{}', which another recipe makes and which is no prerequisite of it";
inline constexpr char kAuditOutput[] = "'{}' also makes '{}', which is no target of its rule";
inline constexpr char kAuditClean[] = "audit: all that recipes used and made is declared";
inline constexpr auto kUnknownAudit = "unknown form of the audit '{}': it is text or json";
inline constexpr auto kReplayed = "'{}' (cached)";
inline constexpr auto kSummary = "{} ran, {} restored, {} replayed, {} fresh in {}";
inline constexpr auto kRetryAlone = "'{}' failed beside other recipes: it is tried once more, alone";
inline constexpr auto kMemoryShort = "memory is short: '{}'{} waits until another recipe has ended";
inline constexpr auto kMemoryNeeded = ", which needed {} MiB last time,";
inline constexpr auto kSummaryRetried = ", {} retried";
inline constexpr auto kSummaryHeldBack = ", {} held back for memory";
inline constexpr auto kSummarySaved = " ({} saved)";

}  // namespace umake::msg
