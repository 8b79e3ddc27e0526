# shellcheck shell=sh
# The search for a Java of version 25 or newer. Read in by bin/ingest, bin/make-start-caches, and ./ingest at the root of the sources.

least_java=25

# Succeeds if the folder $1 holds bin/$2 and is of Java 25 or newer. Its release file tells without starting java.
java_home_fits() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/$2" ] || return 1
  found_version=
  if [ -r "$1/release" ]; then
    while IFS= read -r release_line || [ -n "$release_line" ]; do
      case $release_line in
        JAVA_VERSION=*)
          found_version=${release_line#JAVA_VERSION=}
          found_version=${found_version#\"}
          ;;
      esac
    done <"$1/release"
  fi
  if [ -z "$found_version" ]; then
    found_version=$("$1/bin/java" -version 2>&1 </dev/null | sed -n 's/.* version "\([0-9][0-9]*\).*/\1/p' | sed -n 1p)
  fi
  found_version=${found_version%%[!0-9]*}
  [ -n "$found_version" ] && [ "$found_version" -ge "$least_java" ]
}

# Follows symbolic links and prints what they end at; readlink -f is not everywhere.
end_of_links() {
  followed=$1
  while [ -L "$followed" ]; do
    link_target=$(readlink "$followed") || break
    case $link_target in
      /*) followed=$link_target ;;
      *) followed=${followed%/*}/$link_target ;;
    esac
  done
  printf '%s\n' "$followed"
}

# The home folder of the java program $1: two folders up, or what it says itself where it is only a stand-in (a shim).
home_of_java() {
  home_candidate=$(end_of_links "$1")
  home_candidate=${home_candidate%/*}
  home_candidate=${home_candidate%/*}
  if [ ! -r "$home_candidate/release" ]; then
    home_candidate=$("$1" -XshowSettings:properties -version 2>&1 </dev/null | sed -n 's/^ *java\.home = //p')
  fi
  printf '%s\n' "$home_candidate"
}

# Sets java_home, an absolute path, to the first Java 25 or newer which has bin/$1 (java to run, javac to build). The order:
# INGEST_JAVA_HOME, JAVA_HOME, the folders in INGEST_JVM_DIRS (/usr/lib/jvm unless set), PATH. Older ones are passed over.
find_java_home() {
  search_java_home "$1" && java_home=$(cd -- "$java_home" && pwd)
}

search_java_home() {
  for java_home in "${INGEST_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    java_home_fits "$java_home" "$1" && return 0
  done
  saved_ifs=$IFS
  IFS=:
  set -f
  # Split at the colons, and nothing else: no file name patterns.
  # shellcheck disable=SC2086
  for jvm_dir in ${INGEST_JVM_DIRS-/usr/lib/jvm}; do
    [ -n "$jvm_dir" ] || continue
    set +f
    for java_home in "$jvm_dir"/*; do
      if java_home_fits "$java_home" "$1"; then
        IFS=$saved_ifs
        return 0
      fi
    done
    set -f
  done
  for path_dir in $PATH; do
    if [ -x "$path_dir/java" ] && [ ! -d "$path_dir/java" ]; then
      java_home=$(home_of_java "$path_dir/java")
      if java_home_fits "$java_home" "$1"; then
        set +f
        IFS=$saved_ifs
        return 0
      fi
    fi
  done
  set +f
  IFS=$saved_ifs
  return 1
}

# Sets java_home for the distribution whose programs are in $bin: INGEST_JAVA_HOME if it fits, else the Java that came with it,
# else the first that is found.
find_distribution_java() {
  if java_home_fits "${INGEST_JAVA_HOME:-}" java; then
    java_home=$(cd -- "$INGEST_JAVA_HOME" && pwd)
  elif [ -x "${bin%/*}/runtime/bin/java" ]; then
    java_home=${bin%/*}/runtime
  else
    find_java_home java || no_java Java
  fi
}

# Says on stderr what to install, and ends with the status of an environment that is not usable.
no_java() {
  echo "ingest: no $1 of version $least_java or newer in INGEST_JAVA_HOME, JAVA_HOME, ${INGEST_JVM_DIRS-/usr/lib/jvm} or PATH:" \
    "install a JDK $least_java (for example from https://adoptium.net), or set INGEST_JAVA_HOME to the folder of one." >&2
  exit 3
}
