#pragma once

#include "domain/Progress.h"
#include "ui/settings/SettingsPage.h"

namespace gatehouse {

class Database;
class Encryption;
struct Workplace;

/// A page of settings around the encryption key. What is done there takes its time, so it is done as tasks,
/// one at a time.
class SecurityPage : public SettingsPage
{
    Q_OBJECT

public:
    SecurityPage(Workplace &workplace, QWidget *parent);

    /// Only what is about keys and certificates: a keyring may ask somebody to unlock it.
    void follow(const ChangeNotice &notice) override;

Q_SIGNALS:
    void worked(); ///< a task has ended, whatever came of it

protected:
    using Work = std::function<Result<QString>(const Encryption &, Database &, const Progress &)>;

    /// Runs it as a task, shows how it ended, and reads again what is stored.
    void start(const QString &title, Work work, Done done = [](bool) {}, bool canBeCancelled = false);
    Workplace &workplace() const { return m_workplace; }

private:
    Workplace &m_workplace;
};

}
