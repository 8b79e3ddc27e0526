# shellcheck shell=sh
# Start-up caches of the Java machine. Read in by the launcher and by make-start-caches beside it.
#
# The Java machine keeps what a program loads, and how its code was used, in a cache, so that it is not read, linked and
# observed anew each time. There are two: start, for the commands that are to answer at a glance, and work, for the long ones.
# A cache fits one build of Java and one distribution; it lies beside the jars and is named after the build. One that does not
# fit, or is none, is passed over by the Java machine.
#
# The self-contained distribution brings both, and ./ingest in the sources has both made after a build. Elsewhere the first
# command that is to answer at a glance has start made, where the folder of the jars may be written to; make-start-caches makes both.

# Sets quick or long to the options of Java that suit the command $1, and cache to its start-up cache; each empty for none.
start_options() {
  quick=
  long=
  cache=
  # The whole compiler would cost such a command more than it gives, and so would the first one for what is run but a few times.
  short_work='-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=3 -Xlog:disable'
  case ${1:-} in
    status | runs | inspect | submit | pause | resume | cancel | retry)
      quick=$short_work
      find_start_cache start
      if [ -z "$cache" ] && [ -n "$build" ] && [ ! -e "$start_cache" ] && [ -w "$lib" ]; then make_in_background start; fi
      return 0
      ;;
    '' | -*) quick=$short_work ;;
    *)
      for last_word in "$@"; do :; done
      case $last_word in
        --help | -h) quick=$short_work ;;
      esac
      ;;
  esac
  if [ -n "$quick" ]; then
    find_start_cache start
  else
    case $1 in
      run | demo | daemon) find_start_cache work ;;
    esac
    # With the profiles of the cache the whole compiler would take up most of the program during the first thousand clips; like
    # this it takes up what is called three times as often. A service has the time.
    case $1 in
      run | demo)
        long='-XX:Tier4InvocationThreshold=15000 -XX:Tier4MinInvocationThreshold=2000 -XX:Tier4CompileThreshold=45000'
        long="$long -XX:Tier4BackEdgeThreshold=120000"
        ;;
    esac
  fi
}

# Sets cache to the cache $1 for $java_home, or to nothing, and start_cache to where it would be.
find_start_cache() {
  java_build
  [ -n "$build" ] || return 0
  start_cache=$lib/$1-$build.aot
  if [ -s "$start_cache" ] && [ -r "$start_cache" ]; then cache=$start_cache; fi
}

# Sets build to the build of Java in $java_home, or to nothing where it does not tell. The one that came with the jars does not, and
# never changes without them.
java_build() {
  build=
  if [ "$java_home" = "${bin%/*}/runtime" ]; then
    build=bundled
    return 0
  fi
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

# Makes the cache $1 in the background, so that nobody waits for it.
make_in_background() {
  (make_start_cache "$1") </dev/null >/dev/null 2>&1 &
}

# Makes the cache $1 at the lowest priority; an empty one where this Java cannot, so that it is tried once only. The file that
# ends in .making holds the id of the process that is at it. Fails where there is no cache afterwards, and another is not at it.
make_start_cache() {
  start_cache=$lib/$1-$build.aot
  if ! (set -C && : >"$start_cache.making") 2>/dev/null; then
    maker=
    read -r maker <"$start_cache.making" 2>/dev/null || :
    # One that was begun this moment has not written its id yet; one that was killed is made up for at the next start.
    if [ -n "$maker" ] && ! kill -0 "$maker" 2>/dev/null; then rm -f "$start_cache.making"; fi
    return 0
  fi
  # Of what the user has set, a training is to see nothing but where the bundled FFmpeg lies.
  env -i "PATH=$PATH" LC_ALL=C.UTF-8 ${HOME+"HOME=$HOME"} ${XDG_CACHE_HOME+"XDG_CACHE_HOME=$XDG_CACHE_HOME"} \
    ${INGEST_CACHE_DIR+"INGEST_CACHE_DIR=$INGEST_CACHE_DIR"} INGEST_CONFIG=/dev/null \
    "$java_home/bin/java" \
    -Xmx256m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED \
    -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Xlog:disable \
    "-XX:AOTCacheOutput=$start_cache.new" -cp "$jar" org.mosingest.cli.TrainingRun "$1" &
  printf '%s\n' "$!" >"$start_cache.making"
  renice -n 19 -p "$!" >/dev/null 2>&1 || :
  trained=0
  wait "$!" || trained=$?
  if [ "$trained" -gt 128 ]; then
    # A signal ended it, which says nothing of this Java: it is tried again.
    rm -f "$start_cache.new" "$start_cache.new.config" "$start_cache.making"
    return 1
  fi
  { [ "$trained" = 0 ] && [ -s "$start_cache.new" ]; } || : >"$start_cache.new"
  chmod a+r "$start_cache.new"
  mv -f "$start_cache.new" "$start_cache"
  rm -f "$start_cache.new.config" "$start_cache.making"
  [ -s "$start_cache" ]
}
