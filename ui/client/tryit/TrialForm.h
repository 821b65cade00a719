#pragma once

#include "services/trial/TrialChoice.h"

#include <QSet>
#include <QWidget>

#include <utility>

class QFormLayout;
class QLineEdit;
class QListWidget;

namespace gatehouse {

class FileField;
class HelpLabel;
class KeyComboBox;
class PasswordField;

/// What is tried of a client application, and where. What was not asked for is what trialOffer() offers.
class TrialForm : public QWidget
{
    Q_OBJECT

public:
    explicit TrialForm(QWidget *parent = nullptr);

    void setServers(const QList<Server> &servers);
    bool hasServers() const { return !m_servers.isEmpty(); }
    /// As it is typed. `isOther`: nothing that was chosen stays.
    void setClient(const ClientApplication &client, bool isOther);

    /// Why it cannot be tried as it is chosen now; empty: it can.
    QString obstacle() const;
    /// On the server that is chosen.
    bool isEnabledThere() const;
    /// As take() would give it, without a secret that was typed.
    TrialChoice choice() const;
    bool usesStoredSecret() const;
    QString issuer() const;
    /// What was chosen; a secret that was typed is in no field any more.
    TrialChoice take();
    /// That with the private key; empty: none is asked for.
    QString keyFile() const;

Q_SIGNALS:
    void changed();

private:
    void build();
    void chooseServer();
    void showOffer(bool isOther);
    void showScopes();
    void showGrant();
    std::optional<Server> server() const;
    trial::Grant grant() const;
    bool signsIn() const { return grant() == trial::Grant::AuthorizationCode; }
    QStringList wantedScopes() const;

    ClientApplication m_client;
    QList<Server> m_servers;
    TrialOffer m_offer;
    QSet<QString> m_unwanted;               ///< scopes that a person took out
    std::pair<QString, QString> m_issuerOf; ///< the key of the server that it stands for, and its own
    QFormLayout *m_rows;
    KeyComboBox *m_server;
    QLineEdit *m_issuer;
    KeyComboBox *m_grant;
    QListWidget *m_scopes;
    KeyComboBox *m_login;
    HelpLabel *m_loginHint;
    KeyComboBox *m_logout;
    PasswordField *m_secret;
    FileField *m_key;
    HelpLabel *m_proofHint;
};

}
