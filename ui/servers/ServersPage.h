#pragma once

#include "domain/servers/Server.h"
#include "ui/records/RecordPage.h"

#include <memory>
#include <optional>

namespace gatehouse {

class SealsAtHand;
class ServerForm;
struct Workplace;

/// Settings > Servers: the authorization servers that client applications are compared with, taken from and
/// pushed to.
class ServersPage : public RecordPage
{
    Q_OBJECT

public:
    explicit ServersPage(Workplace &workplace, QWidget *parent = nullptr);

    Actions available() const override;
    void save(const std::function<void(bool)> &done) override;

private:
    ServersPage(Workplace &workplace, ServerForm *form, const std::shared_ptr<SealsAtHand> &seals,
                QWidget *parent);

    void renew(const Record &typed, const Renewed &then) override;
    void takeKind(const QString &name);
    /// A secret that was typed is sealed first; then `then(true)`, or the reason why not and `then(false)`.
    void sealTyped(const std::function<void(bool)> &then);
    void takeSealed(const Result<Server> &sealed, const std::function<void(bool)> &then);
    /// Calls `then` with what has to be sealed again for what the server is now at hand.
    void fetchSeals(const std::function<void()> &then);
    void setBusy(bool isBusy);
    void test();
    void startTest(const Server &server);
    void lookAtAnswer();

    Workplace &m_workplace;
    ServerForm *m_form;
    std::shared_ptr<SealsAtHand> m_seals;
    std::optional<Server> m_tested; ///< what the answer is about
    bool m_isBusy = false;          ///< sealing or testing
};

}
