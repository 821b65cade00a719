#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <initializer_list>

namespace gatehouse {

/// One thing that somebody else did, as far as the audit trail tells it without its values.
struct SeenChange
{
    QString subject;  ///< the kind of record, as in AuditEntry: `client_application`
    QString recordId; ///< empty for settings
    QString name;     ///< what the record is called, at most some hundred characters
    QString userId;   ///< who; empty: the program
    QString action;   ///< one of namespace audit
    QDateTime at;     ///< invalid where there is no time

    bool operator==(const SeenChange &) const = default;
};

/// What others did since it was last told, oldest first.
struct ChangeNotice
{
    /// More was done than is told one by one, or it cannot be told: anything may have changed.
    bool isEverything = false;
    QList<SeenChange> changes;

    bool isEmpty() const { return !isEverything && changes.isEmpty(); }
    /// Whether a record of one of these kinds may have changed.
    bool isAbout(std::initializer_list<QLatin1StringView> subjects) const;
    /// Whether the record with this key may have changed, or what it was told to be changed by.
    bool isAboutRecord(const QString &key) const;
    /// Who changed or removed that record last; null: it is not told.
    const SeenChange *lastSave(const QString &key) const;
    /// The same of the settings of that name.
    const SeenChange *lastSettings(const QString &name) const;
    /// Both as one. Of very many the last ones stay, and anything may have changed.
    void add(const ChangeNotice &later);
};

}
