# bash completion for umake                                     -*- shell-script -*-
#
# The options are those of src/switch_table.cc: a test compares them.

_umake_targets() {
  # Prints the data base without running a recipe; the file section names the targets.
  "$1" "${@:2}" --standard -npq __umake_completion__ 2>/dev/null | awk '
    /^# Not a target/ { skip = 1; next }
    /^# Files/ { files = 1; next }
    /^# Finished Make/ { files = 0 }
    files && /^[^#.\t =][^=]*:/ {
      if (!skip) { name = $0; sub(/:.*/, "", name); if (name !~ /[%$ ]/ && name != "__umake_completion__") print name }
      skip = 0
    }
    /^$/ { skip = 0 }'
}

_umake() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} before=
  [ "$COMP_CWORD" -gt 1 ] && before=${COMP_WORDS[COMP_CWORD-2]}
  COMPREPLY=()
  # "--mode=fa" comes as the three words "--mode", "=", "fa".
  if [ "$cur" = "=" ]; then
    before=$prev prev== cur=
  fi
  if [ "$prev" = "=" ]; then
    prev=$before=
  fi

  case $prev in
    -f | -o | -W | --file= | --makefile= | --old-file= | --assume-old= | --what-if= | \
      --new-file= | --assume-new= | --file | --makefile | --old-file | --assume-old | --what-if | \
      --new-file | --assume-new)
      COMPREPLY=($(compgen -f -- "$cur"))
      return
      ;;
    -C | -I | --directory= | --include-dir= | --directory | --include-dir)
      COMPREPLY=($(compgen -d -- "$cur"))
      return
      ;;
    --mode= | --mode)
      COMPREPLY=($(compgen -W "standard fast ultra" -- "$cur"))
      return
      ;;
    --cache= | --cache)
      COMPREPLY=($(compgen -W "status clean gc verify" -- "$cur"))
      return
      ;;
    --output-sync=)
      COMPREPLY=($(compgen -W "none line target recurse" -- "$cur"))
      return
      ;;
    --debug=)
      COMPREPLY=($(compgen -W "all basic verbose implicit jobs makefile print why none" -- "$cur"))
      return
      ;;
    --shuffle=)
      COMPREPLY=($(compgen -W "random reverse identity none" -- "$cur"))
      return
      ;;
    --jobserver-style= | --jobserver-style)
      COMPREPLY=($(compgen -W "fifo pipe" -- "$cur"))
      return
      ;;
    -E | --eval= | --eval | --jobs= | --load-average= | --max-load=)
      return
      ;;
  esac

  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "
      --always-make --directory= --debug --debug= --environment-overrides --eval= --file=
      --makefile= --help --ignore-errors --include-dir= --jobs --jobs= --jobserver-style=
      --keep-going --load-average --load-average= --max-load --max-load= --check-symlink-times
      --just-print --dry-run --recon --old-file= --assume-old= --output-sync --output-sync=
      --print-data-base --question --no-builtin-rules --no-builtin-variables --shuffle --shuffle=
      --silent --quiet --no-silent --no-keep-going --stop --touch --trace --version
      --print-directory --no-print-directory --what-if= --new-file= --assume-new=
      --warn-undefined-variables
      --mode= --standard --recipe-check --explain --fresh= --rerun --audit --no-observe --no-cache --cache=
      -B -C -d -e -E -f -h -i -I -j -k -l -L -n -o -O -p -q -r -R -s -S -t -v -w -W
      " -- "$cur"))
    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
    return
  fi

  # Switches that say which makefile it is.
  local -a which=()
  local i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -f | -C | -I) which+=("${COMP_WORDS[i]}" "${COMP_WORDS[i + 1]}") ;;
    esac
  done
  COMPREPLY=($(compgen -W "$(_umake_targets "${COMP_WORDS[0]}" "${which[@]}")
    ultra-fast build-ultra test-ultra lint-ultra gen-ultra deps-ultra docker-ultra" -- "$cur"))
}

complete -F _umake umake
