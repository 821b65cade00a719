#pragma once

#include "store/records/SecurityStore.h"
#include "ui/settings/SettingsPage.h"

class QSpinBox;

namespace gatehouse {

/// Settings > Sign-in: when the window locks itself.
class SignInSettingsPage : public SettingsPage
{
    Q_OBJECT

public:
    explicit SignInSettingsPage(DatabaseThread &database, QWidget *parent = nullptr);

    void refresh() override;
    QString editedTitle() const override { return tr("the sign-in settings"); }

Q_SIGNALS:
    void saved(const gatehouse::store::SignInSettings &settings);

private:
    void build();
    store::SignInSettings typed() const;
    QString settingsName() const override { return QStringLiteral("sign_in"); }
    bool isTypedOver() const override { return typed() != m_stored; }
    void displayStored() override;
    void write(Done done) override;
    void showState() override;

    store::SignInSettings m_stored;
    QSpinBox *m_lockAfter;
};

}
