#pragma once

#include "app/cli/SignedInVerb.h"
#include "app/cli/TaskLine.h"
#include "services/security/Encryption.h"
#include "services/servers/ServerComparison.h"

#include <QCoreApplication>

namespace gatehouse::cli {

/// A command about some or all client applications of one server.
class ServerPlanVerb : public SignedInVerb
{
public:
    bool usesEncryptionKey() const override { return true; }

    Result<ExitStatus> work(Console &console, Session &session) override;

protected:
    struct Peer
    {
        const Encryption &encryption;
        const Server &server;
        ServerConnection &connection;
    };
    virtual Result<ExitStatus> workWith(Console &console, Session &session, const Peer &peer) = 0;

    static CLI::App &serverGroup(CLI::App &program);
    void declareOn(CLI::App &app);
    void declarePlan();

    QStringList clientIds() const;
    /// One line for both parts of reading.
    static ComparisonProgress progressOn(TaskLine &line);
    static void showText(Console &console, const QString &text);

    std::string m_name;
    std::vector<std::string> m_clientIds;
    bool m_dryRun = false;
    bool m_yes = false;
};

}
