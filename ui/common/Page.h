#pragma once

#include <QFlags>
#include <QWidget>

#include <functional>
#include <memory>

class QUndoStack;

namespace gatehouse {

struct ChangeNotice;
struct ClientTarget;

/// One page of the window. The window's actions act on the page that is shown; the page says which of them it
/// offers now.
class Page : public QWidget
{
    Q_OBJECT

public:
    enum class Action {
        Add = 1 << 0,
        Duplicate = 1 << 1,
        Save = 1 << 2,
        Revert = 1 << 3,
        Delete = 1 << 4,
        AddSecret = 1 << 5,
        Enable = 1 << 6,
        Disable = 1 << 7,
        Find = 1 << 8,
        AddEncryptedSecret = 1 << 9,
    };
    Q_DECLARE_FLAGS(Actions, Action)

    using QWidget::QWidget;

    /// Reads what is shown from the database; called when the page is opened and after an import.
    virtual void refresh() = 0;
    /// Others changed something while the page is shown: shows it without moving anything, and leaves what is
    /// typed alone.
    virtual void follow(const ChangeNotice &) { refresh(); }
    virtual Actions available() const = 0;
    virtual void trigger(Action action) = 0;
    /// Why the page does not offer an action now, where that is worth telling.
    virtual QString obstacle(Action) const { return {}; }
    /// What the action would be done with, where more than one thing can be meant: `client application
    /// "price-feed"`, `3 client applications`.
    virtual QString target(Action) const { return {}; }

    virtual bool isModified() const { return false; }
    /// What the question about unsaved edits calls them: `client application "price-feed"`.
    virtual QString editedTitle() const { return {}; }
    /// Saves and then calls done with true, or shows why not and calls it with false.
    virtual void save(const std::function<void(bool)> &done) { done(true); }
    virtual void discard() {}
    virtual QUndoStack *undoStack() { return nullptr; }
    /// The client applications that are acted upon, for an export.
    virtual ClientTarget selectedClients() const;

    /// `why` gives as a sentence why nothing can be saved; empty: it can.
    void setWhyReadOnly(std::function<QString()> why) { *m_whyReadOnly = std::move(why); }
    /// `held` gives whether nothing can be typed either.
    void setWhetherHeld(std::function<bool()> held) { *m_isHeld = std::move(held); }

    /// Goes on at once when nothing is unsaved; else asks to save, where that can be done, discard or stay.
    /// `stay` is called when the person stays or what was typed could not be saved.
    void leave(std::function<void()> then, std::function<void()> stay = [] {});

Q_SIGNALS:
    void stateChanged(); ///< available(), isModified() or the selection changed

protected:
    /// Whether nothing can be typed. May be asked when the page is gone.
    std::function<bool()> whetherHeld() const;

private:
    void askToDiscard(const QString &why, std::function<void()> then, std::function<void()> stay);

    const std::shared_ptr<std::function<QString()>> m_whyReadOnly =
        std::make_shared<std::function<QString()>>([] { return QString(); });
    const std::shared_ptr<std::function<bool()>> m_isHeld =
        std::make_shared<std::function<bool()>>([] { return false; });
};

Q_DECLARE_OPERATORS_FOR_FLAGS(Page::Actions)

}
