# fish completion for umake
#
# The options are those of src/switch_table.cc: a test compares them.

function __umake_targets
    set --local words (commandline -opc)
    set --local which
    for i in (seq 2 (count $words))
        if contains -- $words[$i] -f -C -I; and test (math $i + 1) -le (count $words)
            set -a which $words[$i] $words[(math $i + 1)]
        end
    end
    # Prints the data base without running a recipe; the file section names the targets.
    command $words[1] $which --standard -npq __umake_completion__ 2>/dev/null | awk '
        /^# Not a target/ { skip = 1; next }
        /^# Files/ { files = 1; next }
        /^# Finished Make/ { files = 0 }
        files && /^[^#.\t =][^=]*:/ {
          if (!skip) { name = $0; sub(/:.*/, "", name); if (name !~ /[%$ ]/ && name != "__umake_completion__") print name }
          skip = 0
        }
        /^$/ { skip = 0 }'
end

complete -c umake -f -a '(__umake_targets)' -d Target
complete -c umake -f -a 'ultra-fast build-ultra test-ultra lint-ultra gen-ultra deps-ultra docker-ultra' -d 'Ultra goal'

complete -c umake -s b -d 'Ignored for compatibility'
complete -c umake -s m -d 'Ignored for compatibility'
complete -c umake -s B -l always-make -d 'Unconditionally make all targets'
complete -c umake -s C -l directory -x -a '(__fish_complete_directories)' -d 'Change to DIRECTORY first'
complete -c umake -s d -d 'Print lots of debugging information'
complete -c umake -l debug -a 'all basic verbose implicit jobs makefile print why none' -d 'Print debugging information'
complete -c umake -s e -l environment-overrides -d 'Environment variables override makefiles'
complete -c umake -s E -l eval -x -d 'Evaluate STRING as a makefile statement'
complete -c umake -s f -l file -l makefile -r -F -d 'Read FILE as a makefile'
complete -c umake -s h -l help -d 'Print the options and exit'
complete -c umake -s i -l ignore-errors -d 'Ignore errors from recipes'
complete -c umake -s I -l include-dir -x -a '(__fish_complete_directories)' -d 'Search DIRECTORY for included makefiles'
complete -c umake -s j -l jobs -d 'Allow N jobs at once'
complete -c umake -l jobserver-style -x -a 'fifo pipe' -d 'Select the style of jobserver'
complete -c umake -s k -l keep-going -d 'Keep going when some targets can\'t be made'
complete -c umake -s l -l load-average -l max-load -d 'Don\'t start multiple jobs unless load is below N'
complete -c umake -s L -l check-symlink-times -d 'Use the latest time between symlinks and target'
complete -c umake -s n -l just-print -l dry-run -l recon -d 'Don\'t run any recipe, just print them'
complete -c umake -s o -l old-file -l assume-old -r -F -d 'Consider FILE to be very old'
complete -c umake -s O -l output-sync -a 'none line target recurse' -d 'Synchronize output of parallel jobs'
complete -c umake -s p -l print-data-base -d 'Print the internal database'
complete -c umake -s q -l question -d 'Run no recipe, exit status says if up to date'
complete -c umake -s r -l no-builtin-rules -d 'Disable the built-in implicit rules'
complete -c umake -s R -l no-builtin-variables -d 'Disable the built-in variable settings'
complete -c umake -l shuffle -a 'random reverse identity none' -d 'Shuffle prerequisites and goals'
complete -c umake -s s -l silent -l quiet -d 'Don\'t echo recipes'
complete -c umake -l no-silent -d 'Echo recipes'
complete -c umake -s S -l no-keep-going -l stop -d 'Turn off -k'
complete -c umake -s t -l touch -d 'Touch targets instead of remaking them'
complete -c umake -l trace -d 'Print tracing information'
complete -c umake -s v -l version -d 'Print the version number and exit'
complete -c umake -s w -l print-directory -d 'Print the current directory'
complete -c umake -l no-print-directory -d 'Turn off -w'
complete -c umake -s W -l what-if -l new-file -l assume-new -r -F -d 'Consider FILE to be infinitely new'
complete -c umake -l warn-undefined-variables -d 'Warn when an undefined variable is referenced'
complete -c umake -l mode -x -a 'standard fast ultra' -d 'Work in MODE'
complete -c umake -l standard -d 'Exactly GNU make'
complete -c umake -l recipe-check -d 'Remake a target when its recipe\'s text has changed'
complete -c umake -l explain -d 'Say why each recipe is run'
complete -c umake -l fresh -x -a '(__umake_targets)' -d 'Run TARGET\'s recipe whatever is known of it'
complete -c umake -l rerun -d 'Run recipes whatever is known of them; compare what they make with the cache'
complete -c umake -l audit -f -a 'text json' -d 'List what recipes use and make without the makefiles saying so'
complete -c umake -l no-observe -d 'Don\'t watch which files recipes read and write'
complete -c umake -l no-cache -d 'Don\'t use the action cache'
complete -c umake -l cache -x -a 'status clean gc verify' -d 'Look after the action cache and exit'
