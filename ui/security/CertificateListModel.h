#pragma once

#include "domain/SigningCertificate.h"

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

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const SigningCertificate &certificate, int column) const;

    QList<SigningCertificate> m_certificates;
    QDateTime m_now;
};

}
