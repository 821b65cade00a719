#include "services/security/KeyringKeyStore.h"

#include "services/security/EncryptionText.h"
#include "services/security/KeyText.h"

#include <QDeadlineTimer>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

const QString service = u"gatehouse"_s;

/// QtKeychain's own texts are left out: a service may put anything into them.
std::unexpected<Error> failure(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::EntryNotFound:
        return fail(Error::Kind::NotFound,
                    EncryptionText::tr(
                        "The encryption key is not in the desktop's keyring, or the keyring is locked. "
                        "Unlock it and try again, or restore the key from a backup."));
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return fail(Error::Kind::Unreachable,
                    EncryptionText::tr(
                        "The desktop's keyring is locked or gives no access. Unlock it and try again."));
    default:
        return fail(Error::Kind::Unreachable,
                    EncryptionText::tr(
                        "The desktop's keyring does not answer. Start a service that keeps secrets (GNOME "
                        "Keyring, KWallet or KeePassXC), or keep the key in a folder."));
    }
}

Result<void> run(const KeyringThread::Make &make, const KeyringThread::Ended &read,
                 std::chrono::milliseconds patience)
{
    QKeychain::Error error = QKeychain::NoError;
    const auto ended = [&](QKeychain::Job &job) {
        error = job.error();
        read(job);
    };
    if (!KeyringThread::run(make, ended, patience)) {
        return fail(
            Error::Kind::Unreachable,
            EncryptionText::tr("The desktop's keyring did not answer within %n second(s). Unlock it and try "
                               "again.",
                               nullptr, int(std::chrono::ceil<std::chrono::seconds>(patience).count())));
    }
    if (error != QKeychain::NoError)
        return failure(error);
    return {};
}

template<typename Job, typename... Content>
KeyringThread::Make maker(const QString &entry, const Content &...content)
{
    return [entry, content...] {
        auto job = std::make_unique<Job>(service);
        job->setKey(entry);
        (job->setBinaryData(content), ...);
        return job;
    };
}

}

KeyringKeyStore::KeyringKeyStore(QString keyName, std::chrono::milliseconds patience)
    : m_keyName(std::move(keyName)), m_patience(patience)
{
}

QString KeyringKeyStore::place() const
{
    return EncryptionText::tr("the desktop's keyring");
}

QString KeyringKeyStore::nameOf(const QString &id, KeyEntry entry) const
{
    return m_keyName + u'.' + id + (entry == KeyEntry::New ? u".new"_s : QString());
}

Result<EncryptionKeyBytes> KeyringKeyStore::read(const QString &id, KeyEntry entry)
{
    SecretBytes text;
    const auto take = [&](QKeychain::Job &job) {
        text = takeSecret(static_cast<QKeychain::ReadPasswordJob &>(job).binaryData());
    };
    return run(maker<QKeychain::ReadPasswordJob>(nameOf(id, entry)), take, m_patience).and_then([&] {
        return keytext::read(text, id).transform_error([&](Error error) {
            error.text = EncryptionText::tr("Entry \"%1\" of the desktop's keyring: %2")
                             .arg(nameOf(id, entry), error.text);
            return error;
        });
    });
}

Result<void> KeyringKeyStore::write(const EncryptionKeyBytes &key, KeyEntry entry)
{
    if (const auto stored = read(key.id, entry); stored && stored->bytes != key.bytes) {
        return fail(Error::Kind::Conflict,
                    EncryptionText::tr(
                        "Entry \"%1\" of the desktop's keyring holds another encryption key. Nothing was "
                        "changed.")
                        .arg(nameOf(key.id, entry)));
    }
    // Shared with QtKeychain's job, so wiped in both at once, but not before the job is done with it.
    QByteArray text = viewOf(keytext::from(key)).toByteArray();
    return run(
        maker<QKeychain::WritePasswordJob>(nameOf(key.id, entry), text), [&](auto &) { wipe(text); },
        m_patience);
}

Result<void> KeyringKeyStore::remove(const QString &id, KeyEntry entry)
{
    return run(
               maker<QKeychain::DeletePasswordJob>(nameOf(id, entry)), [](auto &) {}, m_patience)
        .or_else([](const Error &error) -> Result<void> {
            return error.kind == Error::Kind::NotFound ? Result<void>() : std::unexpected(error);
        });
}

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
