#pragma once

#include "store/records/SecurityStore.h"
#include "ui/security/SecurityPage.h"

class QLabel;
class QPushButton;
class QTableView;

namespace gatehouse {

class CertificateListModel;
class CertificateStorageForm;

/// Settings > Certificate storage: the certificates that tokens are signed with, and where they are kept.
class CertificatesPage : public SecurityPage
{
    Q_OBJECT

public:
    explicit CertificatesPage(Workplace &workplace, QWidget *parent = nullptr);

    void refresh() override;
    QString editedTitle() const override { return tr("the certificate storage"); }

private:
    void build();
    QString settingsName() const override { return QStringLiteral("certificates"); }
    bool isTypedOver() const override;
    void displayStored() override;
    void write(Done done) override;
    void mergeChanged(const store::CertificateSettings &sent, const Done &done);
    void rollOver();
    void importOne();
    void exportOne();
    void removeOne();
    void examine();
    const SigningCertificate *selected() const;
    QString hintText() const;
    void showState() override;

    store::CertificateSettings m_stored;
    int m_examination = 0; ///< only the last one counts
    QLabel *m_hint;
    CertificateListModel *m_model;
    QTableView *m_list;
    CertificateStorageForm *m_form;
    QPushButton *m_rollOver = nullptr;
    QPushButton *m_import = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_remove = nullptr;
};

}
