#include "ui/common/SecretClipboard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr std::chrono::seconds clipboardTime{30};

/// The fingerprint is kept and not the secret, to know our own text again.
QByteArray copiedFingerprint;

QByteArray fingerprint(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

}

void copySecret(const QString &secret)
{
    auto *data = new QMimeData;
    data->setText(secret);
    data->setData(u"x-kde-passwordManagerHint"_s, "secret"_ba);
    QGuiApplication::clipboard()->setMimeData(data);
    copiedFingerprint = fingerprint(secret);
    QTimer::singleShot(clipboardTime, qApp, [copied = copiedFingerprint] {
        if (copied == copiedFingerprint)
            clearCopiedSecret();
    });
}

void clearCopiedSecret()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (!copiedFingerprint.isEmpty() && fingerprint(clipboard->text()) == copiedFingerprint)
        clipboard->clear();
    copiedFingerprint.clear();
}

}
