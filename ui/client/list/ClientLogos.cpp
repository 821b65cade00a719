#include "ui/client/list/ClientLogos.h"

#include "store/DatabaseThread.h"
#include "store/records/ClientListModel.h"
#include "store/records/ClientPage.h"
#include "ui/common/Icons.h"
#include "ui/consent/Background.h"
#include "ui/consent/LogoImage.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPixmap>
#include <QTimer>
#include <QToolTip>

namespace gatehouse {

namespace {

constexpr int largestEdge = 48; ///< pixels: sharp at three times the size of a small icon
constexpr int mostKnown = 1000; ///< at most 9 MB
constexpr int mostAtOnce = 64;  ///< more than a window shows rows; each may have 256 KiB

/// As it is in every state: a logo is not tinted.
QIcon iconOf(const QImage &image)
{
    QIcon icon;
    if (image.isNull())
        return icon;
    const QPixmap pixmap = QPixmap::fromImage(image);
    for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Selected, QIcon::Disabled})
        icon.addPixmap(pixmap, mode);
    return icon;
}

}

ClientLogos::ClientLogos(DatabaseThread &database, QObject *parent)
    : QObject(parent), m_database(database), m_soon(new QTimer(this)), m_known(mostKnown)
{
    // Rows ask one by one while they are painted.
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, &ClientLogos::read);
}

QIcon ClientLogos::logo(const QString &key, int version)
{
    const Known *known = m_known.object(key);
    const Row row{key, version};
    if ((!known || known->version != version) && !m_wanted.contains(row) && !m_asked.contains(row)) {
        // Rows that were only scrolled past are asked for when they are shown again.
        if (m_wanted.size() == mostAtOnce)
            m_wanted.removeFirst();
        m_wanted << row;
        m_soon->start();
    }
    return known ? known->icon : QIcon();
}

void ClientLogos::read()
{
    if (m_wanted.isEmpty() || !m_asked.isEmpty())
        return;
    m_asked = std::exchange(m_wanted, {});
    QStringList keys;
    for (const Row &row : std::as_const(m_asked))
        keys << row.key;
    m_database.run([keys](Database &database) { return store::loadLogos(database, keys); })
        .then(this, [this](const Result<Encoded> &logos) {
            if (!logos)
                m_asked.clear(); // the list says what is wrong
            else if (logos->isEmpty())
                take({});
            else
                background::run(
                    this, [encoded = *logos] { return decoded(encoded); },
                    [this](const Decoded &images) { take(images); });
        });
}

/// With the same limits as when it was chosen: somebody else may have written into the database.
ClientLogos::Decoded ClientLogos::decoded(const Encoded &logos)
{
    Decoded images;
    for (const auto [key, data] : logos.asKeyValueRange()) {
        const auto image =
            checkLogo(data).and_then([&](const LogoFacts &) { return decodeLogo(data, largestEdge); });
        images.insert(key, image.value_or(QImage()));
    }
    return images;
}

bool ClientLogos::isBroken(const QString &key) const
{
    const Known *known = m_known.object(key);
    return known && known->isBroken;
}

void ClientLogos::take(const Decoded &images)
{
    bool differs = false;
    for (const Row &row : std::exchange(m_asked, {})) {
        const Known *before = m_known.object(row.key);
        differs = differs || images.contains(row.key) || (before && !before->icon.isNull());
        const bool isBroken = images.contains(row.key) && images.value(row.key).isNull();
        m_known.insert(row.key,
                       new Known{row.version,
                                 isBroken ? icons::themed("image-missing") : iconOf(images.value(row.key)),
                                 isBroken});
    }
    if (differs)
        Q_EMIT changed();
    read();
}

namespace {

constexpr QSize logoSize(16, 16); // logical pixels

}

LogoDelegate::LogoDelegate(ClientLogos &logos, QObject *parent) : QStyledItemDelegate(parent), m_logos(logos)
{
}

bool LogoDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    const bool tells =
        event->type() == QEvent::ToolTip && m_logos.isBroken(index.data(ClientListModel::KeyRole).toString());
    if (!tells)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), tr("The logo cannot be shown: its picture is damaged."), view);
    return true;
}

void LogoDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->icon = m_logos.logo(index.data(ClientListModel::KeyRole).toString(),
                                index.data(ClientListModel::VersionRole).toInt());
    option->decorationSize = logoSize;
    option->features |= QStyleOptionViewItem::HasDecoration;
}

}
