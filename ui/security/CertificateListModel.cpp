#include "ui/security/CertificateListModel.h"

#include "ui/common/Icons.h"

#include <QLocale>

#include <algorithm>

namespace gatehouse {

namespace {

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
    endResetModel();
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

QString CertificateListModel::text(const SigningCertificate &certificate, int column) const
{
    switch (column) {
    case Status:
        switch (certificateStatus(certificate, m_now)) {
        case CertificateStatus::Next:
            return tr("Next");
        case CertificateStatus::Active:
            return tr("Active");
        case CertificateStatus::Retiring:
            return tr("Retiring");
        case CertificateStatus::Expired:
            return tr("Expired");
        }
        break;
    case Thumbprint:
        return certificate.thumbprint;
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
    if (role == Qt::DisplayRole)
        return text(certificate, index.column());
    if (role == Qt::DecorationRole && isWarned)
        return icons::of(Severity::Warning);
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
