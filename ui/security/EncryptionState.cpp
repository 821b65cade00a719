#include "ui/security/EncryptionState.h"

#include "ui/common/Workplace.h"

namespace gatehouse {

EncryptionState::EncryptionState(const Workplace &workplace, QObject *parent)
    : QObject(parent), m_workplace(workplace), m_obstacle(tr("Encryption is being checked."))
{
}

void EncryptionState::refresh()
{
    m_workplace
        .aside([encryption = m_workplace.encryption()](Database &database) -> Result<EncryptionStatus> {
            return encryption.status(database);
        })
        .then(this, [this](const Result<EncryptionStatus> &status) { take(status); });
}

void EncryptionState::take(const Result<EncryptionStatus> &status)
{
    m_ready = status && status->state == EncryptionStatus::State::Ready;
    m_obstacle = status ? status->text : status.error().text;
    Q_EMIT changed();
}

}
