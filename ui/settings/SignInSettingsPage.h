#pragma once

#include "store/records/SecurityStore.h"
#include "ui/common/Page.h"
#include "ui/records/OneAtATime.h"

class QSpinBox;

namespace gatehouse {

class DatabaseThread;
class MessageBar;

/// Settings > Sign-in: when the window locks itself.
class SignInSettingsPage : public Page
{
    Q_OBJECT

public:
    explicit SignInSettingsPage(DatabaseThread &database, QWidget *parent = nullptr);

    void refresh() override;
    Actions available() const override;
    void trigger(Action action) override;
    bool isModified() const override;
    QString editedTitle() const override { return tr("the sign-in settings"); }
    void save(std::function<void(bool)> done) override;
    void discard() override;

Q_SIGNALS:
    void saved(const gatehouse::store::SignInSettings &settings);

private:
    void build();
    store::SignInSettings typed() const;
    void display(const store::SignInSettings &settings);
    void take(const Result<store::SignInSettings> &stored);
    void showState();

    DatabaseThread &m_database;
    store::SignInSettings m_stored;
    bool m_known = false; ///< m_stored was read
    OneAtATime m_writing;
    MessageBar *m_messages;
    QSpinBox *m_lockAfter;
};

}
