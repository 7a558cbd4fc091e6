# Sourced by ./run, ./test and ./bench: installs what is missing and builds. Debian 12 is the reference.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# To build and run the program.
program_packages="g++ cmake ninja-build pkg-config ccache python3 libsqlite3-dev libssl-dev libfmt-dev libcli11-dev nlohmann-json3-dev libtomlplusplus-dev libhowardhinnant-date-dev libpugixml-dev tzdata libquantlib0-dev"
# To test it: the frameworks, and the independent oracles.
test_packages="libgtest-dev libgmock-dev libgmp-dev libboost-dev clang-format clang-14 libclang-rt-14-dev"
bench_packages="libbenchmark-dev"

# install_packages NAME...: nothing to do where all are there; root or sudo installs; otherwise one line is printed.
install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local as=""
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      as="sudo"
    else
      echo "These packages are missing. Install them and start again:" >&2
      echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
      exit 2
    fi
  fi
  echo "installing: ${missing[*]}"
  $as env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build_release ON|OFF TARGET...: configures, with or without the tests, and builds; quiet unless something is wrong.
build_release() {
  local tests=$1
  shift
  local log="$root/build/release-build.log"
  mkdir -p "$root/build"
  if ! { cmake -S "$root" -B "$root/build/release" -G Ninja -DCMAKE_BUILD_TYPE=Release -DOPENEND_TESTS="$tests" &&
         cmake --build "$root/build/release" --target "$@"; } >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    echo "The build failed; all of it is in $log" >&2
    exit 1
  fi
}
