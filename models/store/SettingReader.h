#pragma once

#include "store/RowReader.h"

#include <QHash>

namespace gatehouse::store {

inline constexpr int mostValidityDays = 3650; ///< of a signing certificate
inline constexpr int mostHours = 365 * 24;    ///< of an overlap, of a token's lifetime
inline constexpr int mostLockMinutes = 24 * 60;

/// Takes settings that were read together, and believes them as little as RowReader does its columns. All of
/// them have to be there; whole() tells the first fault.
class SettingReader
{
public:
    static Result<SettingReader> of(Database &database, const QStringList &names);

    QString text(const QString &name) const { return m_rows.value(name).value; }
    int version(const QString &name) const { return m_rows.value(name).version; }
    int number(const QString &name, int least, int most);

    /// What `from(QString)` makes of the text, if it makes anything of it.
    template<typename From>
    auto one(const QString &name, From from) -> typename std::invoke_result_t<From, QString>::value_type
    {
        const auto value = from(text(name));
        if (!value)
            refuse(name);
        return value.value_or(typename std::invoke_result_t<From, QString>::value_type{});
    }

    /// The settings, unless one of them is damaged.
    template<typename Settings>
    Result<Settings> whole(const Settings &settings) const
    {
        if (m_fault)
            return std::unexpected(*m_fault);
        return settings;
    }

private:
    struct Row
    {
        QString name;
        QString value;
        int version = 0;
    };

    void refuse(const QString &name);

    QHash<QString, Row> m_rows;
    std::optional<Error> m_fault;
};

}
