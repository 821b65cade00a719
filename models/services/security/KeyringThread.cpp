#include "services/security/KeyringThread.h"

#include <QDeadlineTimer>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

namespace gatehouse {

namespace {

/// Lives until the program ends, as QtKeychain's queue does.
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
    KeyringThread::Ended ended;
};

void finish(Waiting &waiting, QKeychain::Job &job)
{
    const QMutexLocker locker(&waiting.mutex);
    if (!waiting.givenUp)
        waiting.ended(job);
    waiting.done = true;
    waiting.changed.wakeAll();
}

}

bool KeyringThread::run(const Make &make, const Ended &ended, std::chrono::milliseconds patience)
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

}
