# shellcheck shell=sh
# Quick starts for the commands that are to answer at a glance. Read in by the launcher beside it.
#
# The Java machine keeps what such a command loads in a cache, so that it is not read and linked anew each time. A cache fits
# one build of Java and one distribution; it lies beside the jars and is named after the build. The first of these commands
# has it made, where the folder of the jars may be written to. Without one, or with one that does not fit, a command starts
# as it always did. The work of run, demo and daemon is left to the whole compiler and knows no cache.

# Sets quick to the options of Java that suit the command $1, and cache to its start-up cache; both empty for none.
start_options() {
  quick=
  cache=
  # The whole compiler would cost such a command more than it gives; of a cache that does not fit, nobody need hear.
  short_work='-XX:TieredStopAtLevel=1 -Xlog:disable'
  case ${1:-} in
    status | runs | inspect | submit | pause | resume | cancel | retry)
      quick=$short_work
      find_start_cache
      ;;
    '' | -*) quick=$short_work ;;
    *)
      for last_word in "$@"; do :; done
      case $last_word in
        --help | -h) quick=$short_work ;;
      esac
      ;;
  esac
}

# Sets cache to the one for $java_home, or to nothing and has it made.
find_start_cache() {
  java_build
  [ -n "$build" ] || return 0
  start_cache=$lib/start-$build.aot
  if [ -s "$start_cache" ]; then
    cache=$start_cache
  elif [ ! -e "$start_cache" ] && [ -w "$lib" ]; then
    make_start_cache
  fi
}

# Sets build to the build of Java in $java_home, or to nothing where it does not tell.
java_build() {
  build=
  [ -r "$java_home/release" ] || return 0
  while IFS= read -r build_line || [ -n "$build_line" ]; do
    case $build_line in
      JAVA_RUNTIME_VERSION=* | OS_ARCH=*)
        build_word=${build_line#*=}
        build_word=${build_word#\"}
        build=$build${build:+-}${build_word%\"}
        ;;
    esac
  done <"$java_home/release"
  case $build in
    *[!A-Za-z0-9.+_-]*) build= ;;
  esac
}

# Makes the cache in the background, at the lowest priority, so that nobody waits for it; an empty one where this Java cannot,
# so that it is tried once only. The file that ends in .making holds the id of the process that is at it.
make_start_cache() {
  if ! (set -C && : >"$start_cache.making") 2>/dev/null; then
    maker=
    read -r maker <"$start_cache.making" 2>/dev/null || :
    # One that was begun this moment has not written its id yet; one that was killed is made up for at the next start.
    if [ -n "$maker" ] && ! kill -0 "$maker" 2>/dev/null; then rm -f "$start_cache.making"; fi
    return 0
  fi
  (
    "$java_home/bin/java" \
      -Xmx256m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED \
      -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
      "-XX:AOTCacheOutput=$start_cache.new" -cp "$jar" org.mosingest.cli.TrainingRun &
    printf '%s\n' "$!" >"$start_cache.making"
    renice -n 19 -p "$!" || :
    { wait "$!" && [ -s "$start_cache.new" ]; } || : >"$start_cache.new"
    mv -f "$start_cache.new" "$start_cache"
    rm -f "$start_cache.new.config" "$start_cache.making"
  ) </dev/null >/dev/null 2>&1 &
}
