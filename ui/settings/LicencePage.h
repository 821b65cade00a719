#pragma once

#include "store/records/RecordStore.h"
#include "ui/settings/SettingsPage.h"

class QCheckBox;
class QLabel;
class QSpinBox;

namespace gatehouse {

class HelpLabel;

/// Settings > Licence: how many client applications there may be.
class LicencePage : public SettingsPage
{
    Q_OBJECT

public:
    explicit LicencePage(DatabaseThread &database, QWidget *parent = nullptr);

    void refresh() override;
    QString editedTitle() const override { return tr("the licence"); }

private:
    void build();
    store::LicenceLimit typed() const;
    QString settingsName() const override { return QStringLiteral("licence"); }
    bool isTypedOver() const override { return typed() != m_stored.limit; }
    void displayStored() override;
    void write(Done done) override;
    void tellNotSaved(const Error &error);
    void display(store::LicenceLimit limit);
    void showState() override;

    store::Licence m_stored;
    QLabel *m_used;
    QCheckBox *m_unlimited;
    QSpinBox *m_limit;
    HelpLabel *m_help;
};

}
