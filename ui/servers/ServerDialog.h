#pragma once

#include "services/servers/ServerSession.h"
#include "ui/common/Workplace.h"
#include "ui/servers/ServerTarget.h"

#include <QDialog>

#include <optional>

class QBoxLayout;
class QDialogButtonBox;
class QRadioButton;

namespace gatehouse {

class FieldLayout;
class KeyComboBox;
class MessageBar;
class WorkProgress;

/// What the dialogs that compare with a server, take from it and push to it have in common: which server,
/// which client applications, what went wrong with a way to try again, and what is under way.
class ServerDialog : public QDialog
{
    Q_OBJECT

public:
    void reject() override;

Q_SIGNALS:
    void changed(); ///< something here or there

protected:
    ServerDialog(const Workplace &workplace, ServerTarget target, ServerConnector connecting,
                 QWidget *parent);

    /// Messages and choices above, what is under way and the buttons beneath; the dialog's own goes between.
    QBoxLayout &build(QDialogButtonBox *buttons);
    FieldLayout &fields() { return *m_fields; }
    MessageBar &messages() { return *m_messages; }
    WorkProgress &progress() { return *m_progress; }
    const Workplace &workplace() const { return m_workplace; }
    const ServerConnector &connector() const { return m_connector; }

    /// Nothing: none was loaded yet, or there is none.
    std::optional<Server> server() const;
    bool isBusy() const;
    /// What is asked for: nothing where it is all. For the thread of the database.
    std::function<Result<QStringList>(Database &)> chosenIds() const;

    /// Says what went wrong, with a button that does it again.
    void showFailure(const Error &error, std::function<void()> again);
    void dismissMessage();
    void saveText(const QString &title, const QString &name, std::function<Result<QString>()> text);

    /// Whether something can be chosen and begun now.
    virtual void showState();
    /// Server or client applications were chosen: what is shown is about others.
    virtual void forget() = 0;

private:
    void loadServers();
    void takeServers(const QList<Server> &servers);
    QString selectedText() const;
    void writeText(const QString &path, const std::function<Result<QString>()> &text);

    const Workplace &m_workplace;
    ServerTarget m_target;
    ServerConnector m_connector;
    QList<Server> m_loaded;
    MessageBar *m_messages;
    QAction *m_retry;
    std::function<void()> m_again;
    FieldLayout *m_fields;
    KeyComboBox *m_servers;
    QRadioButton *m_all;
    QRadioButton *m_selected;
    WorkProgress *m_progress;
};

}
