// The catalogue of user-visible text, in GNU make 4.4.1's exact words (manual, appendix "Error Messages").
// fmt format strings, grouped by the layer that prints them. Prefixes ("make: ", "FILE:LINE: ", "*** ",
// ".  Stop.") are added by Diagnostics and are not repeated here.
#pragma once

namespace umake::msg {

// --- parser: reading makefiles -----------------------------------------------------------------------

// --- parser: expansion and functions -----------------------------------------------------------------

// --- graph: rules and targets ------------------------------------------------------------------------

// --- runtime: walking the graph ----------------------------------------------------------------------

// --- runtime: running recipes ------------------------------------------------------------------------

// --- options -----------------------------------------------------------------------------------------

}  // namespace umake::msg
