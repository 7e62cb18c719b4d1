# Sourced by the test scripts: Debian packages and places. Calls apt only for what is missing.

# Where things fetched for the tests are kept: never inside the repository.
compat_dir() {
  echo "${UMAKE_COMPAT_DIR:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/umake-compat}"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo > /dev/null; then
    sudo "$@"
  else
    echo "umake: this needs root: $*" >&2
    echo "umake: run it as root, or install sudo" >&2
    return 1
  fi
}

missing_packages() {
  local package
  for package in "$@"; do
    case $(dpkg-query -W -f='${Status}' "$package" 2> /dev/null) in
      *' installed') ;;
      *) echo "$package" ;;
    esac
  done
}

# need_packages NAME...: installs those that are not there.
need_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} = 0 ] && return 0
  if ! command -v apt-get > /dev/null; then
    echo "umake: please install: ${missing[*]}" >&2
    return 1
  fi
  echo "installing: ${missing[*]}"
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends)
  as_root "${install[@]}" "${missing[@]}" > /dev/null 2>&1 && return 0
  as_root apt-get update -qq
  as_root "${install[@]}" "${missing[@]}" > /dev/null
}

# The machine's own Debian mirror.
debian_mirror() {
  local found
  found=$(cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list \
    /etc/apt/sources.list 2> /dev/null |
    awk '/^(URIs:|deb )/ { for (i = 2; i <= NF; i++) if ($i ~ /:\/\/.*\/debian\/?$/) { print $i; exit } }')
  echo "${found:-http://deb.debian.org/debian}"
}

# What building umake takes, and what its tests take besides.
umake_build_packages=(
  g++ cmake ninja-build make pkg-config
  libfmt-dev libtbb-dev libxxhash-dev libzstd-dev
)
umake_test_packages=(
  libgtest-dev libgmock-dev
  gcc libc6-dev perl python3 git binutils diffutils util-linux procps
  dpkg-dev xz-utils ca-certificates
)
