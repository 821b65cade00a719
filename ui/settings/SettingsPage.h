#pragma once

#include "store/DatabaseThread.h"
#include "store/edit/EditSession.h"
#include "ui/common/Page.h"
#include "ui/common/PageErrors.h"
#include "ui/meanwhile/KeptCursor.h"
#include "ui/records/OneAtATime.h"
#include "ui/settings/SettingField.h"

class QVBoxLayout;

namespace gatehouse {

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
    void follow(const ChangeNotice &notice) override;

protected:
    using Done = std::function<void(bool)>;

    explicit SettingsPage(DatabaseThread &database, QWidget *parent);

    /// By which the audit trail names these settings; empty: it does not.
    virtual QString settingsName() const { return {}; }
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
    /// Tells whether it is saved, and ends.
    void endWith(bool isSaved, const Done &done);

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
        if (!isModified() && (!m_isKnown || stored != now)) {
            stored = now;
            m_isKnown = true;
            const KeptCursor kept(*window());
            displayStored();
        }
        showState();
    }

    /// Somebody else saved `theirs` since `base` was read. Where nobody changed the same, `take(theirs,
    /// merged)` puts both together, and it is saved again, which tells `done`. Else a dialog asks, and what
    /// is typed stays as it is until that is answered. Between begin() and end(), which it calls where
    /// nothing is saved.
    template<typename Settings, typename Take>
    void mergeMeanwhile(const SettingFields<Settings> &fields, const Settings &base, const Settings &mine,
                        const Settings &theirs, const Take &take, const Done &done)
    {
        const RecordMerge merge = mergeOf(settings::valuesOf(fields, base), settings::valuesOf(fields, mine),
                                          settings::valuesOf(fields, theirs));
        const auto takeMerged = [this, fields, mine, theirs, take](const RecordMerge &chosen) {
            noteTaken(settings::linesOf(fields, chosen));
            take(theirs, settings::merged(fields, mine, theirs, chosen));
            showState();
        };
        if (merge.hasConflict()) {
            ask(merge, settings::linesOf(fields, merge), takeMerged);
            return endWith(false, done);
        }
        takeMerged(merge);
        saveAgain(done);
    }
    /// What becomes of the answer to a save.
    template<typename Settings>
    struct Saving
    {
        SettingFields<Settings> fields;
        Settings &stored;
        std::function<Settings()> typed;
        std::function<void(const Settings &)> display;
        std::function<void(const Error &)> tellNotSaved;
        std::function<void()> saved = [] {};
    };
    /// Saves by `edit(EditSession &)`, which holds what is typed now, and takes what `load(Database &)` reads
    /// then. What is typed meanwhile stays; where somebody else saved, see mergeMeanwhile().
    template<typename Settings>
    void saveOver(Result<Settings> (*load)(Database &), const auto &edit, const Saving<Settings> &saving,
                  const Done &done)
    {
        begin();
        m_database
            .run([edit, load](Database &database) {
                return settings::saveAndLoad<Settings>([&] { return editing(database, edit); },
                                                       [&] { return load(database); });
            })
            .then(this, [this, saving, done](const Result<settings::Answer<Settings>> &answer) {
                takeAnswer(answer, saving, done);
            });
    }
    /// After a save: what came in of others; empty: nothing.
    QString takeTaken();
    /// Tells that, or nothing.
    void tellSaved();

    void addIntroduction(const QString &text);
    DatabaseThread &database() { return m_database; }
    QVBoxLayout &content() { return *m_content; }
    MessageBar &messages() { return *m_messages; }
    PageErrors &errors() { return *m_errors; }

private:
    void ask(const RecordMerge &merge, const QList<MergeLine> &lines,
             const std::function<void(const RecordMerge &)> &take);
    void saveAgain(const Done &done);
    template<typename Settings>
    void takeAnswer(const Result<settings::Answer<Settings>> &answer, const Saving<Settings> &saving,
                    const Done &done)
    {
        if (!answer) {
            saving.tellNotSaved(answer.error());
            return endWith(false, done);
        }
        if (answer->refusal) {
            const auto take = [saving](const Settings &theirs, const Settings &merged) {
                saving.stored = theirs;
                saving.display(merged);
            };
            return mergeMeanwhile(saving.fields, saving.stored, saving.typed(), answer->now, take, done);
        }
        tellSaved();
        saving.stored = answer->now;
        saving.saved();
        endWith(true, done);
    }
    void noteTaken(const QList<MergeLine> &lines);

    DatabaseThread &m_database;
    QStringList m_taken;    ///< of what others saved, since the last save
    int m_tries = 0;        ///< of the save that is under way
    bool m_isKnown = false; ///< what is stored was read
    OneAtATime m_working;
    QVBoxLayout *m_content;
    MessageBar *m_messages;
    PageErrors *m_errors;
};

}
