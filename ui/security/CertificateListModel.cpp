#include "ui/security/CertificateListModel.h"

#include "ui/common/Contrast.h"
#include "ui/common/Icons.h"

#include <QApplication>
#include <QLocale>

#include <algorithm>

namespace gatehouse {

namespace {

using State = certificates::Verdict::State;

QString dayText(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : QString();
}

}

void CertificateListModel::setCertificates(const QList<SigningCertificate> &certificates,
                                           const QDateTime &now)
{
    beginResetModel();
    m_certificates = certificates;
    m_now = now;
    m_verdicts.clear();
    endResetModel();
}

void CertificateListModel::setVerdicts(const QList<certificates::Verdict> &verdicts)
{
    m_verdicts = verdicts;
    if (!m_certificates.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_certificates.size()) - 1, ColumnCount - 1));
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
        m_certificates, [this](const SigningCertificate &one) { return expiresSoon(one, m_now); }));
}

int CertificateListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_certificates.size());
}

int CertificateListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
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

QString CertificateListModel::text(const SigningCertificate &certificate, int column) const
{
    switch (column) {
    case Status:
        return statusText(certificate);
    case Thumbprint:
        return isThumbprint(certificate.thumbprint) ? certificate.thumbprint : nameOf(certificate);
    case SignsFrom:
        return dayText(certificate.signsFrom);
    case ValidUntil:
        return dayText(certificate.notAfter);
    case PublishedUntil:
        return dayText(certificate.publishedUntil);
    case Storage:
        return certificate.storage == CertificateStorage::Local ? tr("Folder") : tr("Database");
    default:
        break;
    }
    return {};
}

QVariant CertificateListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SigningCertificate &certificate = m_certificates.at(index.row());
    const bool isWarned = expiresSoon(certificate, m_now) && index.column() == ValidUntil;
    const certificates::Verdict *verdict = verdictOf(certificate.key);
    const bool isProblem = verdict && verdict->state != State::Sound;
    if (role == Qt::DisplayRole)
        return text(certificate, index.column());
    if (role == Qt::DecorationRole && isProblem && index.column() == Status)
        return icons::of(isRefused(certificate.key) ? Severity::Error : Severity::Warning);
    if (role == Qt::DecorationRole && isWarned)
        return icons::of(Severity::Warning);
    if (role == Qt::ForegroundRole && isRefused(certificate.key))
        return contrast::error(QApplication::palette());
    if (role == Qt::ToolTipRole && isProblem)
        return verdict->text;
    if (role == Qt::ToolTipRole)
        return isWarned ? tr("Expires soon: roll over to a new certificate.")
                        : text(certificate, index.column());
    return {};
}

QVariant CertificateListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Status:
        return tr("Status");
    case Thumbprint:
        return tr("Thumbprint (SHA-256)");
    case SignsFrom:
        return tr("Signs from");
    case ValidUntil:
        return tr("Valid until");
    case PublishedUntil:
        return tr("Published until");
    case Storage:
        return tr("Kept in");
    default:
        return {};
    }
}

}
