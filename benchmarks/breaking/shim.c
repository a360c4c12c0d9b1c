/* Stands between a process and the C library (LD_PRELOAD): counts what it does to files below
 * SHIM_ROOT (write, sync, rename, link, unlink, mkdir, truncate) and what it sends to a database,
 * over all processes that share SHIM_STATE. At the n-th it kills, just before the call is done.
 * With SHIM_TRACE and the flag for it, it writes down what the n-th was, and in which phase.
 * With SHIM_LOG it writes down each call that was done, with its bytes, in the order of the calls.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct state {
    uint64_t count, kill_at, group; /* group: 1 kills all processes of the group, 0 the one */
    uint64_t killed;                /* the process that met it */
    uint64_t traced;                /* whether each is written down */
    char phase[64];                 /* what the act is at, as it says itself */
    char what[512];
};

static struct state *state;
static char root[PATH_MAX];
static size_t root_length;
static int log_file = -1, trace_file = -1;

#define REAL(name) static __typeof__(&name) real_##name; \
    if (!real_##name) real_##name = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static int appended(const char *path) {
    if (!path) return -1;
    return syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

__attribute__((constructor)) static void begin(void) {
    const char *shared = getenv("SHIM_STATE"), *below = getenv("SHIM_ROOT");
    if (!shared || !below) return;
    snprintf(root, sizeof root, "%s", below);
    root_length = strlen(root);
    int fd = syscall(SYS_openat, AT_FDCWD, shared, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void *at = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    syscall(SYS_close, fd);
    if (at != MAP_FAILED) state = at;
    log_file = appended(getenv("SHIM_LOG"));
    trace_file = appended(getenv("SHIM_TRACE"));
}

/* Whether a path is one that is counted: below the root, and not what SQLite makes anew by itself. */
static int counts(const char *path) {
    size_t length = strlen(path);
    if (strncmp(path, root, root_length) || (path[root_length] && path[root_length] != '/')) return 0;
    return !(length > 4 && !strcmp(path + length - 4, "-shm"));
}

static int of_handle(int fd, char *path) {
    char link[64];
    if (!state) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return counts(path);
}

static int of_name(int dir, const char *name, char *path) {
    char folder[PATH_MAX];
    if (!state) return 0;
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
    } else {
        if (dir == AT_FDCWD) {
            if (!getcwd(folder, sizeof folder)) return 0;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
            ssize_t length = readlink(link, folder, PATH_MAX - 1);
            if (length <= 0) return 0;
            folder[length] = 0;
        }
        if (snprintf(path, PATH_MAX, "%s/%s", folder, name) >= PATH_MAX) return 0;
    }
    return counts(path);
}

static void met(const char *what, const char *path) {
    uint64_t n = __atomic_add_fetch(&state->count, 1, __ATOMIC_SEQ_CST);
    if (state->traced && trace_file >= 0) {
        char line[640];
        int length = snprintf(line, sizeof line, "%s\t%s\t%.480s\n", state->phase, what, path);
        syscall(SYS_write, trace_file, line, length);
    }
    if (!state->kill_at || n != state->kill_at) return;
    state->killed = getpid();
    snprintf(state->what, sizeof state->what, "%s\t%s\t%.400s", state->phase, what, path);
    syscall(SYS_kill, state->group ? 0 : getpid(), SIGKILL);
    for (;;) pause();
}

/* One record: a line of what, path, second path or '', offset and length, then the bytes. */
static void note(const char *what, const char *path, const char *other, long long at,
                 const void *bytes, size_t length) {
    if (log_file < 0) return;
    char head[2 * PATH_MAX + 64];
    int n = snprintf(head, sizeof head, "%s\t%s\t%s\t%lld\t%zu\n", what, path, other, at, length);
    struct iovec parts[2] = {{head, n}, {(void *)bytes, length}};
    syscall(SYS_writev, log_file, parts, length ? 2 : 1);
}

/* Where a write to this handle went that has just been done. */
static long long place(int fd, ssize_t done) {
    return (long long)syscall(SYS_lseek, fd, 0, SEEK_CUR) - done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(write);
    char path[PATH_MAX];
    int ours = of_handle(fd, path);
    if (ours) met("write", path);
    ssize_t done = real_write(fd, bytes, length);
    if (ours && done > 0) note("write", path, "", place(fd, done), bytes, done);
    return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
    REAL(pwrite);
    char path[PATH_MAX];
    int ours = of_handle(fd, path);
    if (ours) met("write", path);
    ssize_t done = real_pwrite(fd, bytes, length, at);
    if (ours && done > 0) note("write", path, "", at, bytes, done);
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    return pwrite(fd, bytes, length, at);
}

ssize_t writev(int fd, const struct iovec *parts, int number) {
    REAL(writev);
    char path[PATH_MAX];
    int ours = of_handle(fd, path);
    if (ours && log_file >= 0) { /* one by one: so each is written down */
        ssize_t all = 0;
        for (int i = 0; i < number; i++) {
            ssize_t done = write(fd, parts[i].iov_base, parts[i].iov_len);
            if (done < 0) return all ? all : done;
            all += done;
        }
        return all;
    }
    if (ours) met("write", path);
    return real_writev(fd, parts, number);
}

static ssize_t copied(int out, int in, off64_t *at, size_t length) {
    char bytes[65536];
    size_t wanted = length < sizeof bytes ? length : sizeof bytes;
    ssize_t got = at ? pread(in, bytes, wanted, *at) : read(in, bytes, wanted);
    if (got <= 0) return got;
    ssize_t done = write(out, bytes, got);
    if (at && done > 0) *at += done;
    return done;
}

ssize_t sendfile(int out, int in, off_t *at, size_t length) {
    REAL(sendfile);
    char path[PATH_MAX];
    return of_handle(out, path) ? copied(out, in, at, length) : real_sendfile(out, in, at, length);
}

ssize_t sendfile64(int out, int in, off64_t *at, size_t length) {
    return sendfile(out, in, at, length);
}

ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t length, unsigned flags) {
    REAL(copy_file_range);
    char path[PATH_MAX];
    if (!of_handle(out, path)) return real_copy_file_range(in, in_at, out, out_at, length, flags);
    errno = EXDEV; /* then it is copied by hand */
    return -1;
}

int ftruncate(int fd, off_t length) {
    REAL(ftruncate);
    char path[PATH_MAX];
    int ours = of_handle(fd, path);
    if (ours) met("truncate", path);
    int failed = real_ftruncate(fd, length);
    if (ours && !failed) note("truncate", path, "", length, NULL, 0);
    return failed;
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

int fsync(int fd) {
    REAL(fsync);
    char path[PATH_MAX];
    int ours = of_handle(fd, path);
    if (ours) met("sync", path);
    int failed = real_fsync(fd);
    if (ours && !failed) note("sync", path, "", 0, NULL, 0);
    return failed;
}

int fdatasync(int fd) {
    REAL(fdatasync);
    char path[PATH_MAX];
    int ours = of_handle(fd, path);
    if (ours) met("sync", path);
    int failed = real_fdatasync(fd);
    if (ours && !failed) note("sync", path, "", 0, NULL, 0);
    return failed;
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags) {
    char old[PATH_MAX], new[PATH_MAX];
    int ours = of_name(from_dir, from, old) & of_name(to_dir, to, new);
    if (ours) met("rename", new);
    int failed = syscall(SYS_renameat2, from_dir, from, to_dir, to, flags);
    if (ours && !failed) note("rename", old, new, 0, NULL, 0);
    return failed;
}

int renameat(int from_dir, const char *from, int to_dir, const char *to) {
    return renameat2(from_dir, from, to_dir, to, 0);
}

int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags) {
    char old[PATH_MAX], new[PATH_MAX];
    int ours = of_name(from_dir, from, old) & of_name(to_dir, to, new);
    if (ours) met("link", new);
    int failed = syscall(SYS_linkat, from_dir, from, to_dir, to, flags);
    if (ours && !failed) note("link", old, new, 0, NULL, 0);
    return failed;
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int dir, const char *name, int flags) {
    char path[PATH_MAX];
    int ours = of_name(dir, name, path);
    if (ours) met("unlink", path);
    int failed = syscall(SYS_unlinkat, dir, name, flags);
    if (ours && !failed) note("unlink", path, "", 0, NULL, 0);
    return failed;
}

int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }

int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int mkdirat(int dir, const char *name, mode_t mode) {
    char path[PATH_MAX];
    int ours = of_name(dir, name, path);
    if (ours) met("mkdir", path);
    int failed = syscall(SYS_mkdirat, dir, name, mode);
    if (ours && !failed) note("mkdir", path, "", 0, NULL, 0);
    return failed;
}

int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }

/* Opening is no act, but it makes a name and may empty a file. */
static int opened(int dir, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    int ours = (flags & (O_CREAT | O_TRUNC)) && log_file >= 0 && of_name(dir, name, path);
    int fd = syscall(SYS_openat, dir, name, flags | O_LARGEFILE, mode);
    if (ours && fd >= 0 && (flags & O_CREAT)) note("create", path, "", 0, NULL, 0);
    if (ours && fd >= 0 && (flags & O_TRUNC)) note("truncate", path, "", 0, NULL, 0);
    return fd;
}

#define MODE(flags) mode_t mode = 0; \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { \
        __builtin_va_list rest; __builtin_va_start(rest, flags); \
        mode = __builtin_va_arg(rest, int); __builtin_va_end(rest); }

int open(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int openat(int dir, const char *name, int flags, ...) { MODE(flags) return opened(dir, name, flags, mode); }
int openat64(int dir, const char *name, int flags, ...) { MODE(flags) return opened(dir, name, flags, mode); }

/* What is sent to a database server. */
ssize_t send(int fd, const void *bytes, size_t length, int flags) {
    REAL(send);
    if (state && getenv("SHIM_SENT")) {
        char text[128]; /* its beginning, so that it can be told what it was */
        size_t n = 0;
        for (size_t i = 0; i < length && n < sizeof text - 1; i++) {
            char one = ((const char *)bytes)[i];
            if (one >= ' ' && one <= '~') text[n++] = one;
        }
        text[n] = 0;
        met("send", text);
    }
    return real_send(fd, bytes, length, flags);
}
