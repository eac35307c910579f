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

usage() {
  cat <<'USAGE' >&2
Usage: consume.sh -u URL -m TABLE [-b BRANCH] [-f FILE] [-t hash|lmdb|cdb|texthash] [-s SIGNERS] [-l PERCENT] [-r]
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
  hash) suffix=.db ;;
  lmdb | cdb) suffix=.$type ;;
  texthash) suffix='' ;;
  *) usage ;;
esac
case $most in *[!0-9]* | '') usage ;; esac
[ ! -h "$map" ] || fail "$map is a symbolic link"

# All of it lies beside the table, in the same file system, so that a name changes its file in one step.
state=$map.consume
mkdir -p "$state"
if command -v flock >/dev/null; then
  exec 9>"$state/lock"
  flock -n 9 || fail "another run is at work"
fi

# What runs left that were killed.
rm -rf "$state"/build.*
if [ -d "$state/repository.git" ]; then
  find "$state/repository.git" -name '*.lock' -exec rm -f {} +
fi
build=$state/build.$$
name=${map##*/}
mkdir -m 700 "$build"
trap 'rm -rf "$build"' EXIT
trap 'exit 1' HUP INT TERM

# Nothing of the repository is run or checked out, and git asks for nothing.
GIT_TERMINAL_PROMPT=0
GIT_SSH_COMMAND=${GIT_SSH_COMMAND:-ssh -oBatchMode=yes -oConnectTimeout=30}
export GIT_TERMINAL_PROMPT GIT_SSH_COMMAND
repository() {
  git --git-dir="$state/repository.git" --no-replace-objects -c core.hooksPath=/dev/null -c gc.auto=0 \
    -c http.lowSpeedLimit=100 -c http.lowSpeedTime=60 \
    -c protocol.allow=never -c "protocol.$protocol.allow=always" "$@"
}
repository init --quiet --bare --template= || fail "git can not make $state/repository.git"
repository fetch --quiet --no-tags --no-recurse-submodules -- "$url" "+refs/heads/$branch:refs/deploy/candidate" ||
  fail "the list could not be fetched"
new=$(repository rev-parse --verify --quiet 'refs/deploy/candidate^{commit}') || fail "$branch is no commit"

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

repository cat-file blob "$new:$file" >"$build/$name" || fail "there is no $file in $branch"

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

is_current() {
  [ "$old" = "$new" ] && cmp -s "$build/$name" "$map" || return 1
  [ -z "$suffix" ] || { [ -f "$map$suffix" ] && [ -z "$(find "$map" -newer "$map$suffix")" ]; }
}
is_current && exit 0

if [ -n "$suffix" ]; then
  postmap "$type:$build/$name" 2>"$build/said" || fail "postmap: $(cat "$build/said")"
  if grep warning: "$build/said" >&2; then fail "postmap warns of the list"; fi
fi
# What Postfix will read has to have an answer for each key.
answers=$(postmap -q - "$type:$build/$name" <"$build/keys" | wc -l) || answers=0
[ "$answers" -eq "$count" ] || fail "$answers of $count keys have an answer in the new table"

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
sync

# Until the last of these Postfix goes by the old index, and from then on by the new one.
mv -f "$build/$name" "$map" || fail "$map could not be replaced"
if [ -n "$suffix" ]; then mv -f "$build/$name$suffix" "$map$suffix"; fi
if [ "$reload" = yes ]; then postfix reload; fi
echo "$new" >"$build/installed"
mv -f "$build/installed" "$state/installed"
sync
