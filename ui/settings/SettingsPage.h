#pragma once

#include "ui/common/Page.h"
#include "ui/common/PageErrors.h"
#include "ui/records/OneAtATime.h"

class QVBoxLayout;

namespace gatehouse {

class DatabaseThread;
class MessageBar;

/// A page of settings: what is stored, and what is typed over it until it is saved or reverted as a whole.
/// Messages are at the top; the page puts the rest under them.
class SettingsPage : public Page
{
    Q_OBJECT

public:
    Actions available() const final;
    void trigger(Action action) final;
    bool isModified() const final { return m_isKnown && isTypedOver(); }
    void save(const std::function<void(bool)> &done) final;
    void discard() final;

protected:
    using Done = std::function<void(bool)>;

    explicit SettingsPage(DatabaseThread &database, QWidget *parent);

    virtual bool isTypedOver() const = 0; ///< what is typed differs from what is stored
    virtual void displayStored() = 0;
    /// Saves what is typed, between begin() and end(), and tells whether it could.
    virtual void write(Done done) = 0;
    /// Shows what can be done now.
    virtual void showState() { Q_EMIT stateChanged(); }

    bool isKnown() const { return m_isKnown; }
    bool isFree() const { return m_isKnown && !m_working.isBusy(); }
    void begin();
    void end();

    /// Shows with `take(const Stored &)` what was read, or why it could not be.
    template<typename Reply, typename Take>
    void read(Reply reply, Take take)
    {
        m_errors->readAgain();
        reply.then(this, [this, take](const auto &stored) {
            if (stored)
                take(*stored);
            else
                m_errors->showNotRead(stored.error());
        });
    }
    /// What was read becomes what is stored. What has been typed stays, and the version that it was typed
    /// over: saving it tells of a change by somebody else.
    template<typename Stored>
    void takeStored(Stored &stored, const Stored &now)
    {
        if (!isModified()) {
            stored = now;
            m_isKnown = true;
            displayStored();
        }
        showState();
    }

    void addIntroduction(const QString &text);
    QVBoxLayout &content() { return *m_content; }
    MessageBar &messages() { return *m_messages; }
    PageErrors &errors() { return *m_errors; }

private:
    bool m_isKnown = false; ///< what is stored was read
    OneAtATime m_working;
    QVBoxLayout *m_content;
    MessageBar *m_messages;
    PageErrors *m_errors;
};

}
