#pragma once

#include "services/security/Encryption.h"
#include "ui/common/Page.h"
#include "ui/records/OneAtATime.h"

class QLabel;
class QPushButton;

namespace gatehouse {

class KeyPlaceForm;
class MessageBar;
struct Workplace;

/// Settings > Encryption: where the encryption key is kept, and what is done with it.
class EncryptionPage : public Page
{
    Q_OBJECT

public:
    explicit EncryptionPage(Workplace &workplace, QWidget *parent = nullptr);

    void refresh() override;
    Actions available() const override;
    void trigger(Action action) override;
    bool isModified() const override;
    QString editedTitle() const override { return tr("the encryption settings"); }
    void save(std::function<void(bool)> done) override;
    void discard() override;

private:
    void build();
    QPushButton *addButton(QLayout *layout, const char *icon, const QString &text,
                           void (EncryptionPage::*chosen)());
    void create();
    void check();
    void backUp();
    void restore();
    void replaceKey();
    using Work = std::function<Result<QString>(const Encryption &, Database &, const Progress &)>;
    /// Runs it as a task, shows how it ended, and reads the status again.
    void start(
        const QString &title, Work work, bool canBeCancelled = false,
        std::function<void(bool)> done = [](bool) {});
    void takeStatus(const EncryptionStatus &status);
    void showState();
    QString statusText() const;

    Workplace &m_workplace;
    EncryptionStatus m_status;
    bool m_known = false; ///< m_status was read
    OneAtATime m_working;
    MessageBar *m_messages;
    QLabel *m_state;
    KeyPlaceForm *m_place;
    QPushButton *m_create = nullptr;
    QPushButton *m_check = nullptr;
    QPushButton *m_backUp = nullptr;
    QPushButton *m_restore = nullptr;
    QPushButton *m_replace = nullptr;
};

}
