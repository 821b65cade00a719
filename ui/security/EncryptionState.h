#pragma once

#include "services/security/Encryption.h"

#include <QObject>

namespace gatehouse {

struct Workplace;

/// Whether encrypted secrets can be added and read, as it was when last asked, and what to do where they
/// cannot.
class EncryptionState : public QObject
{
    Q_OBJECT

public:
    explicit EncryptionState(const Workplace &workplace, QObject *parent = nullptr);

    /// Asks in the background.
    void refresh();
    bool isReady() const { return m_ready; }
    /// Why it is not ready; empty when it is.
    QString obstacle() const { return m_obstacle; }

Q_SIGNALS:
    void changed();

private:
    void take(const Result<EncryptionStatus> &status);

    const Workplace &m_workplace;
    bool m_ready = false;
    QString m_obstacle;
};

}
