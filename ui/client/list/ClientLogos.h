#pragma once

#include "domain/Error.h"

#include <QCache>
#include <QIcon>
#include <QObject>
#include <QStyledItemDelegate>

class QTimer;

namespace gatehouse {

class DatabaseThread;

/// Logos of client applications as icons, for the rows of a list that are shown. A logo is read and decoded
/// on other threads when it is first asked for; until then, and for whoever has none, the icon is empty.
class ClientLogos : public QObject
{
    Q_OBJECT

public:
    explicit ClientLogos(DatabaseThread &database, QObject *parent = nullptr);

    /// `version` is the client application's: another one is read again, and until it is there the one before
    /// stays.
    QIcon logo(const QString &key, int version);
    /// Whether it has one that cannot be shown; a sign stands for it then.
    bool isBroken(const QString &key) const;

Q_SIGNALS:
    void changed(); ///< what logo() gave before is out of date

private:
    struct Row
    {
        QString key;
        int version = 0;

        bool operator==(const Row &) const = default;
    };
    struct Known
    {
        int version = 0;
        QIcon icon;
        bool isBroken = false;
    };
    using Encoded = QHash<QString, QByteArray>;
    using Decoded = QHash<QString, QImage>; ///< null: it cannot be shown

    void read();
    void take(const Decoded &images);
    static Decoded decoded(const Encoded &logos);

    DatabaseThread &m_database;
    QTimer *m_soon;
    QList<Row> m_wanted;
    QList<Row> m_asked; ///< of the database, whose answer is on its way
    QCache<QString, Known> m_known;
};

/// Puts the logo of a client application before the text of a cell of ClientListModel. The place is kept
/// where there is none, so that the texts stay in line.
class LogoDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit LogoDelegate(ClientLogos &logos, QObject *parent = nullptr);

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    ClientLogos &m_logos;
};

}
