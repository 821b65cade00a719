#include "services/security/stores/KeyringEntry.h"

#include <QDeadlineTimer>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <functional>
#include <memory>
#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace gatehouse::keyringentry {

namespace {

const QString service = u"gatehouse"_s;

using Make = std::function<std::unique_ptr<QKeychain::Job>()>;
/// What QtKeychain says, read on its thread while the job still is there.
using Ended = std::function<void(QKeychain::Job &)>;

/// QtKeychain's own texts are left out: a service may put anything into them.
Failure failureOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::EntryNotFound:
        return Failure::NotFound;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return Failure::NoAccess;
    default:
        return Failure::NoService;
    }
}

/// The one thread that talks to the keyring: QtKeychain's queue belongs to the thread that first used it, and
/// its answers need that thread's event loop. Lives until the program ends, as that queue does.
QObject *keyringThreadContext()
{
    static QObject *const context = [] {
        auto *thread = new QThread;
        thread->setObjectName(QStringLiteral("keyring"));
        auto *object = new QObject;
        object->moveToThread(thread);
        thread->start();
        return object;
    }();
    return context;
}

/// Shared with the job, which may end after the caller lost patience.
struct Waiting
{
    QMutex mutex;
    QWaitCondition changed;
    bool done = false;
    bool givenUp = false;
    Ended ended;
};

void finish(Waiting &waiting, QKeychain::Job &job)
{
    const QMutexLocker locker(&waiting.mutex);
    if (!waiting.givenUp)
        waiting.ended(job);
    waiting.done = true;
    waiting.changed.wakeAll();
}

/// Makes the job, starts it and waits until it ended: false when that took longer than the patience. `ended`
/// is then not called, nor is it later.
bool hasEnded(const Make &make, const Ended &ended, std::chrono::milliseconds patience)
{
    const auto waiting = std::make_shared<Waiting>();
    waiting->ended = ended;
    QMetaObject::invokeMethod(keyringThreadContext(), [make, waiting] {
        QKeychain::Job *job = make().release();
        QObject::connect(job, &QKeychain::Job::finished, job,
                         [waiting](QKeychain::Job *ending) { finish(*waiting, *ending); });
        job->start();
    });

    QMutexLocker locker(&waiting->mutex);
    const QDeadlineTimer deadline(patience);
    while (!waiting->done && waiting->changed.wait(&waiting->mutex, deadline)) {
    }
    waiting->givenUp = !waiting->done;
    return waiting->done;
}

std::expected<void, Failure> run(const Make &make, const Ended &read, std::chrono::milliseconds patience)
{
    QKeychain::Error error = QKeychain::NoError;
    const auto ended = [&](QKeychain::Job &job) {
        error = job.error();
        read(job);
    };
    if (!hasEnded(make, ended, patience))
        return std::unexpected(Failure::Silent);
    if (error != QKeychain::NoError)
        return std::unexpected(failureOf(error));
    return {};
}

template<typename Job, typename... Content>
Make maker(const QString &name, const Content &...content)
{
    return [name, content...] {
        auto job = std::make_unique<Job>(service);
        job->setKey(name);
        (job->setBinaryData(content), ...);
        return job;
    };
}

}

std::expected<SecretBytes, Failure> read(const QString &name, std::chrono::milliseconds patience)
{
    SecretBytes secret;
    const auto take = [&](QKeychain::Job &job) {
        secret = takeSecret(static_cast<QKeychain::ReadPasswordJob &>(job).binaryData());
    };
    return run(maker<QKeychain::ReadPasswordJob>(name), take, patience).transform([&] { return secret; });
}

std::expected<void, Failure> write(const QString &name, const SecretBytes &secret,
                                   std::chrono::milliseconds patience)
{
    // Shared with QtKeychain's job, so wiped in both at once, but not before the job is done with it.
    QByteArray text = viewOf(secret).toByteArray();
    return run(maker<QKeychain::WritePasswordJob>(name, text), [&](auto &) { wipe(text); }, patience);
}

std::expected<void, Failure> remove(const QString &name, std::chrono::milliseconds patience)
{
    return run(maker<QKeychain::DeletePasswordJob>(name), [](auto &) {}, patience);
}

}
