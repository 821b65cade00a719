#include "services/import/PlanStream.h"

#include <QDataStream>

namespace gatehouse::planstream {

namespace {

template<typename T>
concept Plain = std::is_arithmetic_v<T> || std::is_same_v<T, QByteArray> || std::is_same_v<T, QDateTime>;

// Each binding names all members, so that a new one does not compile before it is here; those of a client
// application follow from its table of fields.

template<typename Stream, typename Owner>
void visitMembers(Stream &stream, Owner &owner)
    requires std::is_same_v<std::remove_const_t<Owner>, Logo>
{
    auto &[fileName, content] = owner;
    stream(fileName, content);
}

template<typename Stream, typename Owner>
void visitMembers(Stream &stream, Owner &owner)
    requires std::is_same_v<std::remove_const_t<Owner>, ConsentTexts>
{
    auto &[profile, email, api] = owner;
    stream(profile, email, api);
}

template<typename Stream, typename Owner>
void visitMembers(Stream &stream, Owner &owner)
    requires std::is_same_v<std::remove_const_t<Owner>, ClientSecret>
{
    auto &[key, hash, lastFour, description, created, expires, sealed] = owner;
    stream(key, hash, lastFour, description, created, expires, sealed);
}

template<typename Stream, typename Owner>
void visitMembers(Stream &stream, Owner &owner)
    requires std::is_same_v<std::remove_const_t<Owner>, ClientApplication>
{
    stream(owner.key, owner.version);
    for (const ClientFieldInfo &info : clientFields())
        std::visit([&](auto member) { stream(owner.*member); }, info.member);
}

template<typename Stream, typename Owner>
void visitMembers(Stream &stream, Owner &owner)
    requires std::is_same_v<std::remove_const_t<Owner>, FieldDifference>
{
    auto &[field, before, after] = owner;
    stream(field, before, after);
}

template<typename Stream, typename Owner>
void visitMembers(Stream &stream, Owner &owner)
    requires std::is_same_v<std::remove_const_t<Owner>, Loss>
{
    auto &[clientId, field, text] = owner;
    stream(field, text); // all are about one client application, whose ID may have any length
}

template<typename Stream, typename Owner>
void visitMembers(Stream &stream, Owner &owner)
    requires std::is_same_v<std::remove_const_t<Owner>, Error>
{
    auto &[kind, text, column] = owner;
    stream(kind, text, column);
}

template<typename Stream, typename Owner>
void visitMembers(Stream &stream, Owner &owner)
    requires std::is_same_v<std::remove_const_t<Owner>, PlannedClient>
{
    auto &[status, client, differences, notes, losses, refusal, place, isLeftOut] = owner;
    stream(status, client, differences, notes, losses, refusal, place, isLeftOut);
}

class Writer
{
public:
    explicit Writer(QByteArray &bytes) : m_stream(&bytes, QIODevice::WriteOnly) {}

    void operator()(const auto &...values) { (write(values), ...); }

private:
    void write(const Plain auto &value) { m_stream << value; }
    void write(const QString &text) { m_stream << text.toUtf8(); }

    template<typename T>
    void write(const T &value)
    {
        if constexpr (std::is_enum_v<T>)
            m_stream << qint32(value);
        else
            visitMembers(*this, value);
    }

    template<typename T>
    void write(const QList<T> &list)
    {
        m_stream << qint32(list.size());
        for (const T &value : list)
            write(value);
    }

    template<typename Key, typename Value>
    void write(const QMap<Key, Value> &map)
    {
        m_stream << qint32(map.size());
        for (const auto &[key, value] : map.asKeyValueRange())
            (*this)(key, value);
    }

    template<typename T>
    void write(const std::optional<T> &value)
    {
        m_stream << value.has_value();
        if (value)
            write(*value);
    }

    QDataStream m_stream;
};

class Reader
{
public:
    explicit Reader(const QByteArray &bytes) : m_stream(bytes) {}

    void operator()(auto &...values) { (read(values), ...); }

private:
    void read(Plain auto &value) { m_stream >> value; }
    void read(QString &text)
    {
        QByteArray utf8;
        m_stream >> utf8;
        text = QString::fromUtf8(utf8);
    }

    template<typename T>
    void read(T &value)
    {
        if constexpr (std::is_enum_v<T>) {
            qint32 number = 0;
            m_stream >> number;
            value = T(number);
        } else {
            visitMembers(*this, value);
        }
    }

    template<typename T>
    void read(QList<T> &list)
    {
        list.clear();
        for (qint32 left = count(); left > 0; --left)
            read(list.emplace_back());
    }

    template<typename Key, typename Value>
    void read(QMap<Key, Value> &map)
    {
        map.clear();
        for (qint32 left = count(); left > 0; --left) {
            Key key;
            Value value;
            (*this)(key, value);
            map.insert(key, value);
        }
    }

    template<typename T>
    void read(std::optional<T> &value)
    {
        bool hasValue = false;
        m_stream >> hasValue;
        value.reset();
        if (hasValue)
            read(value.emplace());
    }

    qint32 count()
    {
        qint32 number = 0;
        m_stream >> number;
        return number;
    }

    QDataStream m_stream;
};

}

QByteArray toBytes(const PlannedClient &planned)
{
    QByteArray bytes;
    Writer writer(bytes);
    writer(planned);
    return bytes;
}

PlannedClient fromBytes(const QByteArray &bytes)
{
    PlannedClient planned;
    Reader reader(bytes);
    reader(planned);
    for (Loss &loss : planned.losses)
        loss.clientId = planned.client.clientId;
    return planned;
}

}
