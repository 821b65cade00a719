#include "support/KillSwitch.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::atomic<int> writes = 0;
std::atomic<int> deadly = 0;
std::string keptFolder; ///< set before there are threads that remove anything; empty: none

void count()
{
    if (++writes == deadly)
        ::raise(SIGKILL);
}

}

namespace gatehouse::test {

int killBeforeWrite(int number)
{
    const int before = writes.exchange(0);
    deadly = number;
    return before;
}

void keepFilesIn(const char *folder)
{
    keptFolder = std::string(folder) + '/';
}

}

/// In place of the C library's, for every library of the program.
extern "C" {

ssize_t write(int file, const void *bytes, size_t size)
{
    count();
    return ::syscall(SYS_write, file, bytes, size);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at)
{
    count();
    return ::syscall(SYS_pwrite64, file, bytes, size, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at)
{
    count();
    return ::syscall(SYS_pwrite64, file, bytes, size, at);
}

int fsync(int file)
{
    count();
    return int(::syscall(SYS_fsync, file));
}

int fdatasync(int file)
{
    count();
    return int(::syscall(SYS_fdatasync, file));
}

int ftruncate(int file, off_t size) noexcept
{
    count();
    return int(::syscall(SYS_ftruncate, file, size));
}

int ftruncate64(int file, off64_t size) noexcept
{
    count();
    return int(::syscall(SYS_ftruncate, file, size));
}

int rename(const char *from, const char *to) noexcept
{
    count();
    return int(::syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to));
}

int unlink(const char *path) noexcept
{
    count();
    if (!keptFolder.empty() && std::string_view(path).starts_with(keptFolder)) {
        errno = EROFS;
        return -1;
    }
    return int(::syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}
}
