#pragma once

#include "domain/Progress.h"
#include "store/records/SecurityStore.h"
#include "ui/common/Page.h"
#include "ui/records/OneAtATime.h"

class QLabel;
class QPushButton;
class QTableView;

namespace gatehouse {

class CertificateListModel;
class CertificateStorageForm;
class Encryption;
class MessageBar;
struct Workplace;

/// Settings > Certificate storage: the certificates that tokens are signed with, and where they are kept.
class CertificatesPage : public Page
{
    Q_OBJECT

public:
    explicit CertificatesPage(Workplace &workplace, QWidget *parent = nullptr);

    void refresh() override;
    Actions available() const override;
    void trigger(Action action) override;
    bool isModified() const override;
    QString editedTitle() const override { return tr("the certificate storage"); }
    void save(std::function<void(bool)> done) override;
    void discard() override;

Q_SIGNALS:
    void certificatesChanged(); ///< or where they are kept

private:
    struct Stored
    {
        store::CertificateSettings settings;
        QList<SigningCertificate> certificates;
    };
    static Result<Stored> load(Database &database);

    void build();
    QPushButton *addButton(QLayout *layout, const char *icon, const QString &text,
                           void (CertificatesPage::*chosen)());
    void rollOver();
    void importOne();
    void exportOne();
    void removeOne();
    using Work = std::function<Result<QString>(const Encryption &, Database &, const Progress &)>;
    void start(const QString &title, Work work, std::function<void(bool)> done = [](bool) {});
    void take(const Stored &stored);
    void examine();
    const SigningCertificate *selected() const;
    QString hintText() const;
    void showState();

    Workplace &m_workplace;
    Stored m_stored;
    bool m_known = false;  ///< m_stored was read
    int m_examination = 0; ///< only the last one counts
    OneAtATime m_working;
    MessageBar *m_messages;
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
