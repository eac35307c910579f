#!/bin/sh
# Takes a shared TLS policy list from a git repository into the Postfix of this machine, where there is no Node for
# `postfix-tls-policy deploy`. Needs git 2.34 or newer, postmap, and flock where it can be had. For cron:
#
#   17 * * * * root /usr/local/sbin/consume.sh -u https://git.example.org/tls-policy.git -m /etc/postfix/tls_policy \
#              -s /etc/postfix/list-signers
#
# A list is taken only when its commit is signed by a key of the file of signers (-s; see ALLOWED SIGNERS in
# ssh-keygen(1)), comes after the one in force, has entries, and postmap says nothing against it. The index is made beside
# the live table and takes its name in one step. Whatever fails or is killed leaves the old table in force; the next run
# goes on. The old table stays in TABLE.consume/previous.
#
# Exit status: 0 in force, or nothing new; 1 refused or failed, and the old table is in force.
set -eu
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
umask 022
# A hook says by these where another repository lies.
unset GIT_DIR GIT_WORK_TREE GIT_COMMON_DIR GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_NAMESPACE

usage() {
  cat <<'USAGE' >&2
Usage: consume.sh -u URL -m TABLE [-b BRANCH] [-f FILE] [-t hash|lmdb|cdb|btree|texthash] [-s SIGNERS] [-l PERCENT] [-r]
  -u  the repository: https://..., ssh://... or, on this machine, file:///...
  -m  the table, as main.cf names it without the type
  -b  the branch (main)
  -f  the list in the repository (tls_policy)
  -t  the type of the table (hash)
  -s  take only commits signed by an SSH key of this file
  -l  refuse a list that lacks more than so many percent of the keys in force (10)
  -r  reload Postfix after a change, as a texthash table needs it
USAGE
  exit 1
}

fail() {
  echo "consume.sh: $*; the old table stays in force" >&2
  exit 1
}

url='' map='' branch=main file=tls_policy type=hash signers='' most=10 reload=no
while getopts u:m:b:f:t:s:l:r option; do
  case $option in
    u) url=$OPTARG ;;
    m) map=$OPTARG ;;
    b) branch=$OPTARG ;;
    f) file=$OPTARG ;;
    t) type=$OPTARG ;;
    s) signers=$OPTARG ;;
    l) most=$OPTARG ;;
    r) reload=yes ;;
    *) usage ;;
  esac
done
if [ -z "$url" ] || [ -z "$map" ]; then usage; fi
case $url in
  https://*) protocol=https ;;
  ssh://*) protocol=ssh ;;
  file://*) protocol='file' ;;
  *) usage ;;
esac
case $type in
  hash | btree) suffix=.db ;;
  lmdb | cdb) suffix=.$type ;;
  texthash) suffix='' ;;
  *) usage ;;
esac
case $most in *[!0-9]* | '') usage ;; esac
[ ! -h "$map" ] || fail "$map is a symbolic link"
[ ! -h "$map$suffix" ] || fail "$map$suffix is a symbolic link"
opens() {
  [ -f "$map.db" ] && postmap -s "$1:$map" >/dev/null 2>&1
}
case $type in
  hash) if opens btree; then fail "$map.db is a btree table; add -t btree"; fi ;;
  btree) if opens hash; then fail "$map.db is a hash table; add -t hash"; fi ;;
esac
[ -z "$signers" ] || [ -r "$signers" ] || fail "$signers can not be read"

# All of it lies beside the table, in the same file system, so that a name changes its file in one step.
state=$map.consume
mkdir -p "$state" && touch "$state/lock" || fail "$state can not be written"
if command -v flock >/dev/null; then
  exec 9>"$state/lock"
  flock -n 9 || fail "another run is at work"
fi

# What runs left that were killed.
rm -rf "$state"/build.*
if [ -d "$state/repository.git" ]; then
  find "$state/repository.git" '(' -name '*.lock' -o -name 'tmp_*' ')' -exec rm -rf {} +
fi
build=$state/build.$$
name=${map##*/}
mkdir -m 700 "$build"
trap 'rm -rf "$build"' EXIT
trap 'exit 1' HUP INT TERM

# Nothing of the repository is run or checked out, and git asks for nothing and does not wait for ever.
GIT_TERMINAL_PROMPT=0
GIT_SSH_COMMAND=${GIT_SSH_COMMAND:-ssh -oBatchMode=yes -oConnectTimeout=30 -oServerAliveInterval=15}
export GIT_TERMINAL_PROMPT GIT_SSH_COMMAND
limit=''
repository() {
  $limit git --git-dir="$state/repository.git" --no-replace-objects --literal-pathspecs -c core.hooksPath=/dev/null -c gc.auto=0 \
    -c http.lowSpeedLimit=100 -c http.lowSpeedTime=60 \
    -c protocol.allow=never -c "protocol.$protocol.allow=always" "$@"
}
fetch() {
  repository init --quiet --bare --template= && repository update-ref -d refs/deploy/fetched || return 1
  if command -v timeout >/dev/null; then limit='timeout 300'; fi
  # That of BusyBox leaves a process behind for a second, which is not to hold the lock.
  repository fetch --quiet --no-tags --no-recurse-submodules -- "$url" "+refs/heads/$branch:refs/deploy/fetched" 9>&- || {
    limit=''
    return 1
  }
  limit=''
}
is_whole() {
  [ -z "$(repository for-each-ref 2>&1 >/dev/null)" ] && repository rev-list --quiet --objects --all 2>/dev/null
}
# What a crash or a full disk damaged is only a copy, and is made anew.
if ! fetch; then
  if is_whole; then fail "the list could not be fetched"; fi
  rm -rf "$state/repository.git"
  fetch || fail "the list could not be fetched"
fi
# Git passes over what it does not take, such as the end of a history that is cut off (git clone --depth), and is content.
new=$(repository rev-parse --verify --quiet 'refs/deploy/fetched^{commit}') || fail "$branch was not fetched as a commit"
# So that the next fetch need not begin anew.
repository update-ref refs/deploy/candidate "$new" || fail "git can not write into $state/repository.git"

if [ -n "$signers" ]; then
  # Of the other kinds of signature none is good enough, whatever keys this machine has.
  repository -c "gpg.ssh.allowedSignersFile=$signers" -c gpg.program=false -c gpg.x509.program=false \
    verify-commit "$new" >/dev/null 2>&1 || fail "commit $new is not signed by anybody of $signers"
fi

old=''
if [ -f "$state/installed" ]; then
  read -r old <"$state/installed" || old=
fi
if [ -n "$old" ] && [ "$old" != "$new" ]; then
  repository merge-base --is-ancestor "$old" "$new" 2>/dev/null || fail "commit $new does not come after $old"
fi

case $(repository ls-tree "$new" -- "$file") in
  120000*) fail "$file is a symbolic link in $branch; name what it leads to by -f" ;;
  100*' blob '*) ;;
  *) fail "there is no file $file in $branch" ;;
esac
repository cat-file blob "$new:$file" >"$build/$name" || fail "$file could not be written"

# The keys as postmap reads them: what begins a line that is neither indented nor a comment.
keys() {
  awk '/^[^ \t\r#]/ { print tolower($1) }' "$1" | sort -u
}
keys "$build/$name" >"$build/keys"
count=$(wc -l <"$build/keys")
[ "$count" -gt 0 ] || fail "the list has no entry"
if [ -f "$map" ]; then
  keys "$map" >"$build/keys.old"
  before=$(wc -l <"$build/keys.old")
  lost=$(comm -23 "$build/keys.old" "$build/keys" | wc -l)
  [ $((lost * 100)) -le $((before * most)) ] || fail "$lost of $before keys would vanish"
fi

# How many of the keys a table has an answer for.
answers() {
  postmap -q - "$type:$1" <"$build/keys" 2>/dev/null | wc -l
}
is_current() {
  [ "$old" = "$new" ] && cmp -s "$build/$name" "$map" || return 1
  [ -z "$suffix" ] && return 0
  [ -f "$map$suffix" ] && [ -z "$(find "$map" -newer "$map$suffix")" ] && [ "$(answers "$map")" -eq "$count" ]
}
is_current && exit 0

if [ -n "$suffix" ]; then
  postmap "$type:$build/$name" 2>"$build/said" || fail "postmap: $(cat "$build/said")"
  if grep warning: "$build/said" >&2; then fail "postmap warns of the list"; fi
fi
# What Postfix will read has to have an answer for each key.
answered=$(answers "$build/$name") || answered=0
[ "$answered" -eq "$count" ] || fail "$answered of $count keys have an answer in the new table"

# The owner and the mode stay. The text comes first, so that the index is not the older one.
like() {
  [ -f "$1" ] || return 0
  cp -p "$1" "$build/like" && cat "$2" >"$build/like" && mv -f "$build/like" "$2"
}
for each in '' $suffix; do
  like "$map$each" "$build/$name$each" || fail "$build/$name$each could not be written"
done

# The copy is one and no link: Postfix looks whether the file that it has open still has a name. Of a run that was killed
# below, the copy is there already.
if [ -f "$map" ] && ! cmp -s "$build/$name" "$map"; then
  mkdir -p "$state/previous"
  for each in '' $suffix; do
    [ -f "$map$each" ] || continue
    cp -p "$map$each" "$build/copy"
    mv -f "$build/copy" "$state/previous/$name$each"
  done
fi
echo "$new" >"$build/installed"
sync

# Until the last of these Postfix goes by the old index, and from then on by the new one.
mv -f "$build/$name" "$map" || fail "$map could not be replaced"
if [ -n "$suffix" ]; then mv -f "$build/$name$suffix" "$map$suffix"; fi
# One that does not run reads the table when it starts.
if [ "$reload" = yes ] && postfix status >/dev/null 2>&1; then postfix reload; fi
mv -f "$build/installed" "$state/installed"
sync
