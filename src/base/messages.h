// The catalogue of user-visible text, in GNU make 4.4.1's exact words (manual, appendix "Error Messages").
// fmt format strings, grouped by the layer that prints them. Prefixes ("make: ", "FILE:LINE: ", "*** ",
// ".  Stop.") are added by Diagnostics and are not repeated here.
#pragma once

namespace umake::msg {

// --- parser: reading makefiles -----------------------------------------------------------------------

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
inline constexpr auto kPrerequisitesInRecipe = "prerequisites cannot be defined in recipes";
inline constexpr auto kGroupedNoRecipe = "grouped targets must provide a recipe";
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
inline constexpr auto kFileError = "{}: {}";

// --- parser: expansion and functions -----------------------------------------------------------------

// --- graph: rules and targets ------------------------------------------------------------------------

// --- runtime: walking the graph ----------------------------------------------------------------------

// --- runtime: running recipes ------------------------------------------------------------------------

// --- options -----------------------------------------------------------------------------------------

}  // namespace umake::msg
