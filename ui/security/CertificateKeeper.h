#pragma once

#include "store/records/SecurityStore.h"

#include <QObject>

namespace gatehouse {

struct Workplace;

/// Sees to it that there is a signing certificate once there is a client application, and tells what stands
/// in the way.
class CertificateKeeper : public QObject
{
    Q_OBJECT

public:
    explicit CertificateKeeper(Workplace &workplace, QObject *parent = nullptr);

    /// Looks in the background; makes the certificate, as a task, when it is due.
    void look();
    /// Encryption where it is not set up, and storage in the database: what one click does.
    void setUp();

Q_SIGNALS:
    /// Before it is chosen where certificates are kept no client application can be added.
    void storageKnown(bool isChosen);
    /// What has to be said of files of certificates that stay; empty: nothing.
    void filesLeft(const QString &text);
    void setUpFailed(const gatehouse::Error &error);

private:
    void makeOne();

    Workplace &m_workplace;
    bool m_busy = false;
};

}
