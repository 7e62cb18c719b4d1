// What the words of --debug, -O, --shuffle and --jobserver-style mean.
#pragma once

#include "base/output.h"
#include "base/status.h"
#include "options.h"

namespace umake {

// Sets switches.debug and switches.output_sync from their words. kFailed: an unknown word,
// reported.
Status settle_words(Invocation& invocation, Output& output);
// Sets switches.shuffle and its seed. Once, after argv: a --shuffle in a makefile only shows in
// MAKEFLAGS.
Status settle_shuffle(Invocation& invocation, Output& output);
// Sets switches.jobserver_style. Only when a jobserver is going to be made, as GNU make.
Status settle_jobserver_style(Invocation& invocation, Output& output);

}  // namespace umake
