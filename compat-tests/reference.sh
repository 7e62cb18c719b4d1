#!/usr/bin/env bash
# Obtains the reference: GNU make 4.4.1, built from Debian's source package, and its regression
# suite. Prints the path of the reference binary. Does nothing when everything is already there.
#
#   $DIR/bin/make       GNU make 4.4.1
#   $DIR/suite/tests    its regression suite
#
# DIR is ${UMAKE_COMPAT_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/umake-compat}.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib/packages.sh"
dir=$(compat_dir)

if [ -x "$dir/bin/make" ] && [ -e "$dir/suite/tests/run_make_tests.pl" ]; then
  echo "$dir/bin/make"
  exit 0
fi

need_packages gcc libc6-dev perl diffutils binutils dpkg-dev xz-utils ca-certificates >&2
mkdir -p "$dir/download" "$dir/bin"

# The release that carries 4.4.1 is newer than the machine's own, so its source index is kept in
# lists of its own: the machine's apt configuration stays as it is.
fetch_source() {
  local apt="$dir/apt" mirror
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  mirror=$(debian_mirror)
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" \
    > "$apt/sources.list"
  local options=(
    -o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root
  )
  apt-get "${options[@]}" update -qq
  (cd "$dir/download" && apt-get "${options[@]}" source --download-only -qq make-dfsg)
  rm -rf "$apt"
}

build() {
  local work="$dir/work"
  rm -rf "$work" && mkdir -p "$work"
  # Upstream's own tree, without Debian's patches.
  tar -xf "$dir"/download/make-dfsg_4.4.1*.orig.tar.* -C "$work" --strip-components=1
  cd "$work"
  # Debian leaves the manual out (its licence), but configure wants its makefile's template.
  mkdir -p doc && touch doc/Makefile.in
  ./configure --without-guile --disable-nls && sh ./build.sh
}

{
  compgen -G "$dir/download/make-dfsg_4.4.1*.orig.tar.*" > /dev/null || fetch_source
  (build) > "$dir/build.log" 2>&1 || { tail -20 "$dir/build.log"; exit 1; }
  rm -rf "$dir/suite" && mkdir -p "$dir/suite"
  cp "$dir/work/make" "$dir/bin/make"
  rm -f "$dir/work/tests/config-flags.pm"
  mv "$dir/work/tests" "$dir/suite/tests"
  rm -rf "$dir/work"
} >&2
echo "$dir/bin/make"
