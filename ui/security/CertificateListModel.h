#pragma once

#include "services/certificates/CertificateCheck.h"

#include <QAbstractTableModel>

namespace gatehouse {

/// The signing certificates with what each is to servers now.
class CertificateListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Status, Thumbprint, SignsFrom, ValidUntil, PublishedUntil, Storage, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setCertificates(const QList<SigningCertificate> &certificates, const QDateTime &now);
    const SigningCertificate &at(int row) const { return m_certificates.at(row); }
    /// Those that are to be replaced soon.
    int expiringSoon() const;

    /// Whether each may be used, once that is known; they go with the next setCertificates().
    void setVerdicts(const QList<certificates::Verdict> &verdicts);
    bool isRefused(const QString &key) const;
    bool isAnyRefused() const;
    /// The worst of what stands in the way of publishing; empty when nothing does.
    QString firstProblem() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const SigningCertificate &certificate, int column) const;
    QString statusText(const SigningCertificate &certificate) const;
    const certificates::Verdict *verdictOf(const QString &key) const;

    QList<SigningCertificate> m_certificates;
    QDateTime m_now;
    QList<certificates::Verdict> m_verdicts;
};

}
