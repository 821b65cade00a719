#pragma once

#include "services/certificates/CertificateCheck.h"
#include "store/TableModel.h"

namespace gatehouse {

/// The signing certificates with what each is to servers now.
class CertificateListModel : public TableModel<SigningCertificate>
{
    Q_OBJECT

public:
    enum Column { Status, Thumbprint, SignsFrom, ValidUntil, PublishedUntil, Storage };

    explicit CertificateListModel(QObject *parent = nullptr);

    void setCertificates(const QList<SigningCertificate> &certificates, const QDateTime &now);
    /// Those that are to be replaced soon.
    int expiringSoon() const;

    /// Whether each may be used, once that is known; they go with the next setCertificates().
    void setVerdicts(const QList<certificates::Verdict> &verdicts);
    bool isRefused(const QString &key) const;
    bool isAnyRefused() const;
    /// The worst of what stands in the way of publishing; empty when nothing does.
    QString firstProblem() const;

private:
    QVariant detail(const SigningCertificate &certificate, int column, int role) const override;
    QString statusText(const SigningCertificate &certificate) const;
    const certificates::Verdict *verdictOf(const QString &key) const;

    QDateTime m_now;
    QList<certificates::Verdict> m_verdicts;
};

}
