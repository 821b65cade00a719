#include "ui/security/CertificateListModel.h"

#include "domain/TimeText.h"
#include "ui/common/Contrast.h"
#include "ui/common/Icons.h"

#include <QApplication>

#include <algorithm>

namespace gatehouse {

namespace {

using State = certificates::Verdict::State;

using TimeOf = QDateTime SigningCertificate::*;

auto timeText(TimeOf member)
{
    return [member](const SigningCertificate &certificate) { return localTime(certificate.*member); };
}

QString thumbprintText(const SigningCertificate &certificate)
{
    return isThumbprint(certificate.thumbprint) ? certificate.thumbprint : nameOf(certificate);
}

QString storageText(const SigningCertificate &certificate)
{
    return certificate.storage == CertificateStorage::Local ? CertificateListModel::tr("Folder")
                                                            : CertificateListModel::tr("Database");
}

}

CertificateListModel::CertificateListModel(QObject *parent)
    : TableModel({{tr("Status"), [this](const SigningCertificate &one) { return statusText(one); }},
                  {tr("Thumbprint (SHA-256)"), thumbprintText},
                  {tr("Signs from"), timeText(&SigningCertificate::signsFrom)},
                  {tr("Valid until"), timeText(&SigningCertificate::notAfter)},
                  {tr("Published until"), timeText(&SigningCertificate::publishedUntil)},
                  {tr("Kept in"), storageText}},
                 parent)
{
}

void CertificateListModel::setCertificates(const QList<SigningCertificate> &certificates,
                                           const QDateTime &now)
{
    m_now = now;
    m_verdicts.clear();
    setRows(certificates);
}

void CertificateListModel::setVerdicts(const QList<certificates::Verdict> &verdicts)
{
    m_verdicts = verdicts;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const certificates::Verdict *CertificateListModel::verdictOf(const QString &key) const
{
    const auto found = std::ranges::find(m_verdicts, key, &certificates::Verdict::key);
    return found == m_verdicts.end() ? nullptr : &*found;
}

bool CertificateListModel::isRefused(const QString &key) const
{
    const certificates::Verdict *verdict = verdictOf(key);
    return verdict && verdict->state == State::Unsound;
}

bool CertificateListModel::isAnyRefused() const
{
    return std::ranges::contains(m_verdicts, State::Unsound, &certificates::Verdict::state);
}

QString CertificateListModel::firstProblem() const
{
    for (const State state : {State::Unsound, State::Unchecked}) {
        const auto found = std::ranges::find(m_verdicts, state, &certificates::Verdict::state);
        if (found != m_verdicts.end())
            return found->text;
    }
    return {};
}

int CertificateListModel::expiringSoon() const
{
    return int(std::ranges::count_if(
        rows(), [this](const SigningCertificate &one) { return expiresSoon(one, m_now); }));
}

QString CertificateListModel::statusText(const SigningCertificate &certificate) const
{
    if (isRefused(certificate.key))
        return tr("Refused");
    switch (certificateStatus(certificate, m_now)) {
    case CertificateStatus::Next:
        return tr("Next");
    case CertificateStatus::Active:
        return tr("Active");
    case CertificateStatus::Retiring:
        return tr("Retiring");
    case CertificateStatus::Expired:
        break;
    }
    return tr("Expired");
}

QVariant CertificateListModel::detail(const SigningCertificate &certificate, int column, int role) const
{
    const bool isWarned = expiresSoon(certificate, m_now) && column == ValidUntil;
    const certificates::Verdict *verdict = verdictOf(certificate.key);
    const bool isProblem = verdict && verdict->state != State::Sound;
    if (role == Qt::DecorationRole && isProblem && column == Status)
        return icons::of(isRefused(certificate.key) ? Severity::Error : Severity::Warning);
    if (role == Qt::DecorationRole && isWarned)
        return icons::of(Severity::Warning);
    if (role == Qt::ForegroundRole && isRefused(certificate.key))
        return contrast::error(QApplication::palette());
    if (role == Qt::ToolTipRole && isProblem)
        return verdict->text;
    if (role == Qt::ToolTipRole)
        return isWarned ? tr("Expires soon: roll over to a new certificate.") : text(certificate, column);
    return {};
}

}
