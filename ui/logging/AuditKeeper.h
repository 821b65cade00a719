#pragma once

#include <QObject>
#include <QTimer>

#include <memory>

namespace gatehouse {

class SignedInUser;
struct Workplace;

/// Has this machine remember the end of the audit trail soon after each save, so that a window that is killed
/// after days has remembered what it saved.
class AuditKeeper : public QObject
{
    Q_OBJECT

public:
    explicit AuditKeeper(const Workplace &workplace, QObject *parent = nullptr);
    ~AuditKeeper() override;

    /// Whose saves are remembered from now on; null: nobody's.
    void follow(const std::shared_ptr<SignedInUser> &who);
    /// At once, on the database's thread.
    void remember();

private:
    const Workplace &m_workplace;
    std::shared_ptr<SignedInUser> m_who;
    QTimer m_soon; ///< many saves are remembered together
};

}
