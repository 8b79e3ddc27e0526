# shellcheck shell=sh
# How much memory the Java machine may take for its heap. Read in by the launcher beside it.
#
# A quarter of what this machine, or the group of processes that this one is in, may use; 256 MB at least, 4 GB at most. It is a
# bound, and taken only as far as it is needed.

least_heap=256
most_heap=4096

# Sets heap to that bound, in megabytes.
find_heap() {
  memory=
  if [ -r /proc/meminfo ]; then
    while read -r memory_word memory_size memory_unit; do
      case $memory_word in
        MemTotal:) memory=$((memory_size / 1024)) && break ;;
      esac
    done </proc/meminfo
    : "${memory_unit:-}"
  else
    memory=$(sysctl -n hw.memsize 2>/dev/null) && memory=$((memory / 1048576)) || memory=
  fi
  find_memory_limit
  heap=$((${memory:-1024} / 4))
  if [ "$heap" -lt "$least_heap" ]; then heap=$least_heap; fi
  if [ "$heap" -gt "$most_heap" ]; then heap=$most_heap; fi
}

# Lowers memory to what the control groups of this process allow: a container's, or a unit's of systemd.
find_memory_limit() {
  [ -r /proc/self/cgroup ] || return 0
  group=
  while IFS= read -r group_line; do
    case $group_line in
      0::*) group=${group_line#0::} ;;
      *:memory:*) take_limit "/sys/fs/cgroup/memory${group_line##*:}/memory.limit_in_bytes" ;;
    esac
  done </proc/self/cgroup
  # Within a container the group's own folder is the root.
  take_limit /sys/fs/cgroup/memory/memory.limit_in_bytes
  take_limit /sys/fs/cgroup/memory.max
  while [ -n "$group" ] && [ "$group" != / ]; do
    take_limit "/sys/fs/cgroup$group/memory.max"
    group=${group%/*}
  done
}

# Lowers memory to the number of bytes in the file $1, if it holds one.
take_limit() {
  [ -r "$1" ] || return 0
  limit=
  read -r limit <"$1" || return 0
  case $limit in
    '' | *[!0-9]*) return 0 ;;
  esac
  # Unlimited groups of the first kind tell a number beyond any memory.
  limit=$((limit / 1048576))
  if [ -z "$memory" ] || [ "$limit" -lt "$memory" ]; then memory=$limit; fi
}
