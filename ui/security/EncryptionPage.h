#pragma once

#include "services/security/Encryption.h"
#include "ui/security/SecurityPage.h"

class QLabel;
class QPushButton;

namespace gatehouse {

class KeyPlaceForm;

/// Settings > Encryption: where the encryption key is kept, and what is done with it.
class EncryptionPage : public SecurityPage
{
    Q_OBJECT

public:
    explicit EncryptionPage(Workplace &workplace, QWidget *parent = nullptr);

    void refresh() override;
    QString editedTitle() const override { return tr("the encryption settings"); }

private:
    void build();
    bool isTypedOver() const override;
    void displayStored() override;
    void write(Done done) override;
    void create();
    void check();
    void backUp();
    void restore();
    void replaceKey();
    void showState() override;
    QString statusText() const;

    EncryptionStatus m_status;
    EncryptionSettings m_stored;
    QLabel *m_state;
    KeyPlaceForm *m_place;
    QPushButton *m_create = nullptr;
    QPushButton *m_check = nullptr;
    QPushButton *m_backUp = nullptr;
    QPushButton *m_restore = nullptr;
    QPushButton *m_replace = nullptr;
};

}
